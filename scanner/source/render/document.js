// Gives the document as it is shown, at most `most` units long: what open shadow
// trees show in the place of what they stand over, and what frames of the same site
// show behind them. `Unread` counts what may show more and could not be read: frames
// of other sites that take up room, and elements that seem to hold a closed tree.
(most => {
	// Forms and documents answer for names of their own with what a page named so.
	const getter = (type, name) => {
		const get = Object.getOwnPropertyDescriptor(type.prototype, name).get;
		return n => get.call(n);
	};
	const kind = getter(Node, "nodeType"), children = getter(Node, "childNodes"), first = getter(Node, "firstChild"), content = getter(Node, "textContent");
	const nameOf = getter(Element, "localName"), attributes = getter(Element, "attributes"), shadow = getter(Element, "shadowRoot");
	const html = getter(Element, "outerHTML"), top = getter(Document, "documentElement"), body = getter(Document, "body"), address = getter(Document, "URL");
	const all = root => (kind(root) === 9 ? Document : DocumentFragment).prototype.querySelectorAll.call(root, "*");
	const large = e => {
		const r = Element.prototype.getBoundingClientRect.call(e);
		return r.width * r.height >= 10000;
	};

	const empty = new Set("area base br col embed hr img input link meta param source track wbr".split(" "));
	const raw = new Set("script style xmp iframe noembed noframes noscript plaintext".split(" "));
	const text = s => s.replace(/&/g, "&amp;").replace(/\u00a0/g, "&nbsp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
	const value = s => s.replace(/&/g, "&amp;").replace(/\u00a0/g, "&nbsp;").replace(/"/g, "&quot;");

	const isFrame = e => nameOf(e) === "iframe" || nameOf(e) === "frame";
	const inner = e => {
		try {
			const d = e.contentDocument;
			return d && body(d) && (address(d) !== "about:blank" || first(body(d))) ? d : null;
		} catch { return null; }
	};
	let unread = 0, special = false;
	const trees = [document];
	while (trees.length) for (const e of all(trees.pop())) {
		if (shadow(e)) trees.push(shadow(e));
		else if (isFrame(e)) {
			const d = inner(e);
			if (d) trees.push(d);
			else if (large(e)) unread++;
		} else if (nameOf(e).includes("-") && !first(e) && large(e)) unread++;
		special = special || trees.length > 0;
	}
	const done = (written, more) => ({URL: address(document), HTML: written.slice(0, most), Cut: more || written.length > most, Unread: unread});
	if (!top(document)) return done("", false);
	if (!special) return done(html(top(document)), false);

	// What is still to be written: nodes, and texts as they are. A list instead of
	// calls within calls, since a page may be of any depth.
	const parts = [], todo = [top(document)];
	let length = 0;
	const write = s => { parts.push(s); length += s.length; };
	const later = (list, end) => {
		todo.push(end);
		for (let i = list.length - 1; i >= 0; i--) todo.push(list[i]);
	};
	const element = e => {
		const name = nameOf(e);
		write("<" + name);
		for (const a of attributes(e)) write(" " + a.name + '="' + value(a.value) + '"');
		write(">");
		if (empty.has(name)) return;
		if (isFrame(e)) {
			const d = inner(e);
			write("</" + name + ">");
			if (d) { write("<div>"); later(children(body(d)), "</div>"); }
			return;
		}
		if (raw.has(name)) return write(content(e) + "</" + name + ">");
		const assigned = name === "slot" ? e.assignedNodes() : [];
		const root = shadow(e) || (name === "template" ? e.content : e);
		later(assigned.length ? assigned : children(root), "</" + name + ">");
	};
	while (todo.length && length <= most) {
		const n = todo.pop();
		if (typeof n === "string") write(n);
		else if (kind(n) === 1) element(n);
		else if (kind(n) === 3) write(text(n.data));
	}
	return done(parts.join(""), todo.length > 0);
})
