(() => {
	"use strict";
	const key = "data-leadlint-key", most = 5000;
	for (const e of document.querySelectorAll("[" + key + "]")) e.removeAttribute(key);
	const part = (text) => {
		const m = /^rgba?\(([^)]*)\)$/.exec(text) || /^color\(srgb ([^)]*)\)$/.exec(text);
		if (!m) return null;
		const n = m[1].split(/[\s,\/]+/).filter(Boolean).map(parseFloat);
		const scale = text.startsWith("rgb") ? 255 : 1;
		return [n[0] / scale, n[1] / scale, n[2] / scale, n.length > 3 ? n[3] : 1];
	};
	const over = (a, b) => [0, 1, 2].map((i) => a[i] * a[3] + b[i] * (1 - a[3])).concat(1);
	const styles = new Map();
	const styleOf = (e) => {
		let s = styles.get(e);
		if (!s) styles.set(e, s = getComputedStyle(e));
		return s;
	};
	const up = (e) => e.parentElement || (e.getRootNode() || {}).host || null;
	// behind gives the colour that an element's content stands on, and whether an
	// image or a gradient has a part in it.
	const behind = (e) => {
		const layers = [];
		let image = false;
		for (let n = e; n; n = up(n)) {
			const s = styleOf(n), c = part(s.backgroundColor);
			if (s.backgroundImage !== "none") { image = true; break; }
			if (!c) { image = true; break; }
			if (c[3] > 0) layers.push(c);
			if (c[3] >= 1) break;
		}
		let out = [1, 1, 1, 1];
		for (const c of layers.reverse()) out = over(c, out);
		return [out, image];
	};
	const luminance = (c) => {
		const lin = (v) => v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
		return 0.2126 * lin(c[0]) + 0.7152 * lin(c[1]) + 0.0722 * lin(c[2]);
	};
	const differs = (a, b) => {
		const x = luminance(a), y = luminance(b);
		return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05) > 1.02;
	};
	const seen = (e, box) => {
		for (let n = e; n; n = up(n)) {
			const s = styleOf(n);
			if (s.display === "none" || parseFloat(s.opacity) < 0.05) return false;
		}
		const s = styleOf(e);
		if (s.visibility !== "visible" || s.clipPath === "inset(50%)" || s.clipPath === "inset(100%)") return false;
		return box[2] > 1 && box[3] > 1 && box[0] + box[2] > 0 && box[1] + box[3] > 0;
	};
	const fade = (e) => {
		let f = 1;
		for (let n = e; n; n = up(n)) f *= parseFloat(styleOf(n).opacity);
		return f;
	};
	const lined = (e) => {
		for (let n = e, i = 0; n && i < 5; n = up(n), i++) {
			if (styleOf(n).textDecorationLine.includes("underline")) return true;
			if (styleOf(n).display !== "inline") break;
		}
		return false;
	};
	const flag = (e, name) => typeof e[name] === "boolean" ? e[name] : null;
	const out = [];
	const wanted = "form,a,button,input,select,textarea,label,option,summary,[role=button],[role=link],[role=checkbox],[role=switch],[role=radio],[onclick]";
	for (const e of document.querySelectorAll(wanted)) {
		if (out.length === most) break;
		const s = styleOf(e), r = e.getBoundingClientRect(), name = String(out.length);
		const box = [r.left + scrollX, r.top + scrollY, r.width, r.height];
		const [ground, image] = behind(e);
		const parent = up(e), [back] = parent ? behind(parent) : [[1, 1, 1, 1]];
		const aria = e.getAttribute("aria-checked");
		e.setAttribute(key, name);
		out.push({
			Key: name, Shown: seen(e, box), Filled: s.backgroundImage !== "none" || differs(ground, back),
			Bordered: ["Top", "Right", "Bottom", "Left"].every((side) => s["border" + side + "Style"] !== "none" && parseFloat(s["border" + side + "Width"]) > 0),
			Underlined: lined(e), Gradient: image, Size: parseFloat(s.fontSize), Weight: parseFloat(s.fontWeight) || 400,
			PadY: parseFloat(s.paddingTop) || 0, PadX: parseFloat(s.paddingLeft) || 0, Fade: fade(e),
			Colour: part(s.color) || [0, 0, 0, 0], Background: ground, Box: box,
			Checked: e.type === "checkbox" || e.type === "radio" ? e.checked : aria === "true" ? true : aria === "false" ? false : null,
			Required: flag(e, "required"), Disabled: flag(e, "disabled"),
			Selected: e.tagName === "SELECT" ? e.selectedIndex : null,
		});
	}
	// A style sheet from elsewhere does not tell whether it came.
	const missing = [], unsure = [];
	for (const l of document.querySelectorAll("link[rel~=stylesheet i]")) {
		if (l.disabled) continue;
		const entry = performance.getEntriesByName(l.href).pop(), status = entry ? entry.responseStatus : 0;
		const list = status >= 400 ? missing : status === 0 ? unsure : null;
		if (list && list.length < 100) list.push((l.getAttribute("href") || "").slice(0, 500));
	}
	return JSON.stringify({Elements: out, Missing: missing, Unsure: unsure});
})()
