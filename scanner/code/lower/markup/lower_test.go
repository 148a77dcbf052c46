package markup

import "testing"

func TestHTML(t *testing.T) {
	check(t, "html", []example{
		{"elements", `<FORM action="/x"><label>Yes &amp; no <input type=checkbox Checked name="newsletter"></label></FORM>`,
			`(element:form (attribute:action "/x") (element:label "Yes & no" (element:input (attribute:type "checkbox") (attribute:checked) (attribute:name "newsletter"))))`},
		{"script", `<script src="https://cdn.example/a.js" async></script><script>gtag("config", id)</script>`,
			`(element:script (attribute:src "https://cdn.example/a.js") (attribute:async))
(element:script (call gtag "config" id))`},
		{"script of a type", `<script type="text/plain" data-category="ads">fbq("init")</script><script type="application/ld+json">{"a": 1}</script>`,
			`(element:script (attribute:type "text/plain") (attribute:data-category "ads") (call fbq "init"))
(element:script (attribute:type "application/ld+json"))`},
		{"style and comment", `<style>a{}</style><!-- <b>{{ x }}</b> --><p>t</p>`,
			`(element:style)
(element:p "t")`},
		{"Angular", `<input [checked]="form.newsletter" (change)="save($event)" [(ngModel)]="user.email" *ngIf="ok && !done"><p>{{ user.email | async }}</p>`,
			`(if (binary:&& ok (unary:! done)) (block (element:input (attribute::checked (member:newsletter form)) (attribute:@change (call save event)) (attribute:v-model (member:email user)))) ())
(element:p (call async (member:email user)))`},
		{"Alpine", `<div x-data="{ newsletter: true }"><input x-model="newsletter" @click.prevent="open = true"></div>`,
			`(element:div (attribute:x-data (object (pair:newsletter #true))) (element:input (attribute:v-model newsletter) (attribute:@click (assign:= open #true))))`},
		{"Django", `{% if user.consent %}<p>{{ user.email|default:"none" }}</p>{% else %}<b>no</b>{% endif %}`,
			`(if (member:consent user) (block (element:p (call default (member:email user) "none"))) (block (element:b "no")))`},
		{"Go", `{{ if .User.Consent }}<p>{{ .User.Email }}</p>{{ else if .X }}a{{ end }}{{ range .Items }}<i>{{ .Name }}</i>{{ end }}`,
			`(if (member:Consent User) (block (element:p (member:Email User))) (if X (block "a") ()))
(loop Items () (block (element:i Name)))`},
		{"void elements and entity", `<br><img src=a.png alt="a&quot;b">caf&eacute;`,
			`(element:br)
(element:img (attribute:src "a.png") (attribute:alt "a\"b") "café")`},
	})
}

func TestVue(t *testing.T) {
	check(t, "vue", []example{
		{"page", `<template><div v-if="ok"><input type="checkbox" v-model.trim="form.newsletter" :checked="true" @click="send(user)"></div><p v-else-if="b">{{ user.email }}</p><p v-else>x</p></template>
<script>
export default { data() { return { newsletter: true } } }
</script>
<style>a{}</style>`,
			`(element:template (if ok (block (element:div (element:input (attribute:type "checkbox") (attribute:v-model (member:newsletter form)) (attribute::checked #true) (attribute:@click (call send user))))) (if b (block (element:p (member:email user))) (block (element:p "x")))))
(object (pair:data (function:data (block (return (object (pair:newsletter #true)))))))
(element:style)`},
		{"loop", `<template><li v-for="(lead, i) in leads" :key="lead.id">{{ lead.name ?? "none" }}</li></template>`,
			`(element:template (loop leads lead (block (element:li (attribute::key (member:id lead)) (binary:?? (member:name lead) "none")))))`},
		{"typescript", `<script setup lang="ts">
const a: string = props.email // {{ x }}
</script>`,
			`(assign:=+constant type=string a (member:email props))`},
		{"handler", `<template><a @click="() => track({ email: user.email })" @x="a = 1; b()" v-bind="all"/></template>`,
			`(element:template (element:a (attribute:@click (function (block (return (call track (object (pair:email (member:email user)))))))) (attribute:@x (block (assign:= a 1) (call b))) (attribute:v-bind all)))`},
	})
}

func TestSvelte(t *testing.T) {
	check(t, "svelte", []example{
		{"page", `<script>
  let newsletter = true;
</script>
{#if consent}<input type="checkbox" bind:checked={newsletter} {disabled} {...rest} on:click={() => send(user)}>{:else}<p>{user.email}</p>{/if}{#each xs as x}<b class="a {x.b}">{@html x}</b>{/each}`,
			`(assign:= newsletter #true)
(if consent (block (element:input (attribute:type "checkbox") (attribute::checked newsletter) (attribute:disabled disabled) (spread rest) (attribute:@click (function (block (return (call send user))))))) (block (element:p (member:email user))))
(loop xs x (block (element:b (attribute:class (string "a " (member:b x))) x)))`},
	})
}

func TestERB(t *testing.T) {
	check(t, "erb", []example{
		{"guards", `<% if @user.consented? %><p>Hi <%= @user.email %></p><% elsif x %>a<% else %><b/><% end %>`,
			`(if (member:consented user) (block (element:p "Hi" (member:email user))) (if x (block "a") (block (element:b))))`},
		{"form builder", `<%= form_with model: @user, url: "/x" do |f| %><%= f.check_box :newsletter, { checked: true }, "1", "0" %><% end %>`,
			`(call form_with (pair:model user) (pair:url "/x") (function (param:f ()) (block (call (member:check_box f) "newsletter" (object (pair:checked #true)) "1" "0"))))`},
		{"each", `<% @leads.each do |lead| %><li><%= link_to lead.name, lead_path(lead), class: "c" %></li><% end %>`,
			`(call (member:each leads) (function (param:lead ()) (block (element:li (call link_to (member:name lead) (call lead_path lead) (pair:class "c"))))))`},
		{"attribute", `<input type="checkbox" name="x" <%= "checked" if @opt_in %> value="<%= @a %>"><a href="/u/<%= u.id %>?m=<%= u.email %>">`,
			`(element:input (attribute:type "checkbox") (attribute:name "x") (attribute:checked opt_in) (attribute:value a))
(element:a (attribute:href (string "/u/" (member:id u) "?m=" (member:email u))))`},
		{"script", `<script>var email = "<%= @user.email %>", id = <%= @user.id %>; <% if a %>f("a<%= b %>c")<% end %></script>`,
			`(element:script (assign:= email (string (member:email user))) (assign:= id (member:id user)) (call f (string "a" b "c")))`},
		{"comment and interpolation", `<%# no %><%= "Dear #{user.first_name}!" -%>`,
			`(string "Dear " (member:first_name user) "!")`},
	})
}

func TestEJS(t *testing.T) {
	check(t, "ejs", []example{
		{"guards", `<% if (user.consent) { %><p><%= user.email %></p><% } else { %>x<% } %><% leads.forEach(function (l) { %><i><%- l.name %></i><% }) %>`,
			`(if (member:consent user) (block (element:p (member:email user))) (block "x"))
(call (member:forEach leads) (function (param:l ()) (block (element:i (member:name l)))))`},
		{"for of", `<% for (const l of leads) { %><i><%= l.email %></i><% } %>`,
			`(loop leads l (block (element:i (member:email l))))`},
		{"statements", `<% const a = user.email; log(a); if (b) { c() } %>`,
			`(assign:= a (member:email user))
(call log a)
(if b (block (call c)) ())`},
	})
}

func TestTwig(t *testing.T) {
	check(t, "twig", []example{
		{"filters", `<p>{{ user.email|mask }} {{ user.name|default("x")|upper }}</p>{# {{ no }} #}`,
			`(element:p (call mask (member:email user)) (call upper (call default (member:name user) "x")))`},
		{"guards", `{% if not user.optOut and a is defined %}<p>a</p>{% elif b == 1 %}b{% else %}c{% endif %}{% for l in leads %}{{ loop.index }}{% else %}none{% endfor %}`,
			`(if (binary:&& (unary:! (member:optOut user)) (binary:is a defined)) (block (element:p "a")) (if (binary:== b 1) (block "b") (block "c")))
(loop leads l (block (member:index loop)))
"none"`},
		{"checked", `<input type="checkbox" {% if form.newsletter %}checked{% endif %} {{ a ? "required" : "" }} name="x_{{ i }}">`,
			`(element:input (attribute:type "checkbox") (attribute:checked (member:newsletter form)) (attribute:required a) (attribute:name (string "x_" i)))`},
		{"else checked", `<input {% if a %}class="b"{% else %}checked{% endif %}>`,
			`(element:input (attribute:class (choice a "b" #null)) (attribute:checked (other)))`},
		{"set and include", `{% set mail = user.email %}{% include "a.html" with {"email": user.email} %}{% unless a %}b{% endunless %}`,
			`(assign:= mail (member:email user))
(call include "a.html" (object (pair:email (member:email user))))
(if (unary:! a) (block "b") ())`},
		{"crossing", `{% if a %}<div>{% endif %}<p>x</p>{% if a %}</div>{% endif %}`,
			`(if a (block (element:div (element:p "x"))) ())`},
		{"choice", `<p>{{ "yes" if consent else "no" }} {{ a ~ "b" }} {{ f(x, y=1)["k"][0] }}</p>`,
			`(element:p (choice consent "yes" "no") (binary:+ a "b") (index (member:k (call f x (pair:y 1))) 0))`},
		{"script", `<script>
var d = {{ data|tojson }};
{% if consent %}gtag("set", {"email": "{{ user.email }}"});{% endif %}
</script>`,
			`(element:script (assign:= d (call tojson data)) (call gtag "set" (object (pair:email (string (member:email user))))))`},
	})
}

func TestHandlebars(t *testing.T) {
	check(t, "handlebars", []example{
		{"blocks", `{{#if user.consent}}<p>{{{user.email}}}</p>{{else}}no{{/if}}{{#each leads}}{{this.name}} {{../x}}{{/each}}{{^ok}}a{{/ok}}{{! no }}{{> part}}`,
			`(if (member:consent user) (block (element:p (member:email user))) (block "no"))
(loop leads () (block (member:name this) x))
(if (unary:! ok) (block "a") ())`},
		{"helpers", `<a href="{{url "x" user.email q=1}}">{{#link to=a}}b{{/link}}</a>`,
			`(element:a (attribute:href (call url "x" (member:email user) (pair:q 1))) "b")`},
	})
}

func TestBlade(t *testing.T) {
	check(t, "blade", []example{
		{"guards", `@if($user->consent)<p>{{ $user->email }} {!! $a !!}</p>@elseif(isset($b)) b @else c @endif @foreach($leads as $k => $lead)<i>{{ $lead["name"] ?? "x" }}</i>@endforeach mail@example.com`,
			`(if (member:consent user) (block (element:p (member:email user) a)) (if (call isset b) (block "b") (block "c")))
(loop leads lead (block (element:i (binary:?? (member:name lead) "x"))))
"mail@example.com"`},
		{"checked", `<input type="checkbox" name="newsletter" @checked(old("newsletter", true)) @click="x = 1" @if($r) required @endif>`,
			`(element:input (attribute:type "checkbox") (attribute:name "newsletter") (attribute:checked (call old "newsletter" #true)) (attribute:@click (assign:= x 1)) (attribute:required r))`},
		{"statements", `@php $a = $b->email; @endphp {{-- no {{ x }} --}} @include("mail", ["email" => $user->email]) @unless($x) y @endunless`,
			`(assign:= a (member:email b))
(call include "mail" (object (pair:email (member:email user))))
(if (unary:! x) (block "y") ())`},
	})
}

func TestJSP(t *testing.T) {
	check(t, "jsp", []example{
		{"tags", `<%@ page import="a" %><%-- no --%><p>${user.email} ${empty a ? "x" : a.b}</p><c:if test="${user.consent}"><b/></c:if>`,
			`(element:p (member:email user) (choice (binary:== a #null) "x" (member:b a)))
(if (member:consent user) (block (element:c:if (element:b))) ())`},
		{"scriptlet", `<% String mail = user.getEmail(); if (mail != null) { %><p><%= mail %></p><% } %><% for (Lead l : leads) { %><i><%= l.getName() %></i><% } %>`,
			`(assign:= mail (call (member:getEmail user)))
(if (binary:!= mail #null) (block (element:p mail)) ())
(loop leads l (block (element:i (call (member:getName l)))))`},
	})
}

func TestPhtml(t *testing.T) {
	check(t, "phtml", []example{
		{"guards", `<?php if ($user->consent): ?><p><?= $user->email ?></p><?php elseif (empty($x)): ?>b<?php else: ?>c<?php endif; ?><?php foreach ($leads as $lead) { ?><i><?php echo htmlspecialchars($lead["email"]); ?></i><?php } ?>`,
			`(if (member:consent user) (block (element:p (member:email user))) (if (call empty x) (block "b") (block "c")))
(loop leads lead (block (element:i (call htmlspecialchars (member:email lead)))))`},
		{"checked", `<input type="checkbox" <?= $optIn ? "checked" : "" ?> <?php checked($a, 1) ?> value="<?php echo $v . "x" ?>">`,
			`(element:input (attribute:type "checkbox") (attribute:checked optIn) (attribute:checked (call checked a 1)) (attribute:value (binary:+ v "x")))`},
		{"statements", `<?php
// note
$a = isset($_POST["consent"]) ? $_POST["consent"] : true;
if ($a) { send($b, ["email" => $c]); }
`,
			`(assign:= a (choice (call isset (member:consent _POST)) (member:consent _POST) #true))
(if a (block (call send b (object (pair:email c)))) ())`},
	})
}

func TestBroken(t *testing.T) {
	check(t, "twig", []example{
		{"tag without end", `<p>{{ user.email <b>x</b>`,
			`(element:p "{{ user.email" (element:b "x"))`},
		{"end without beginning", `a{% endif %}b{% else %}c`,
			`"a"
"b"
"c"`},
		{"beginning without end", `{% if a %}<p>b</p>`,
			`(element:p "b")`},
		{"stray end tag", `</div><p>a`,
			`(element:p "a")`},
		{"half a tag", `<input type="checkbox" che`,
			`(element:input (attribute:type "checkbox") (attribute:che))`},
		{"half an expression", `{{ a. }}{{ f( }}{{ | }}{{ "x }}{{ }}`,
			`a
this
(call f)
"x"`},
		{"head of a page", `<body class="a">{% if u %}<div><form>{{ u.email }}<input type=checkbox checked>`,
			`(element:body (attribute:class "a") (element:div (element:form (member:email u) (element:input (attribute:type "checkbox") (attribute:checked)))))`},
		{"foot of a page", `<b>x</b></div>{{ a }}</body><p>y</p>`,
			`(element:b "x")
a
(element:p "y")`},
		{"end under a condition", `<div><p>{% if a %}</div>{% endif %}{{ b }}`,
			`(element:div (element:p))
b`},
		{"quotes open", `<a href="x>{{ y }}</a>`,
			`y`},
		{"empty", ``,
			``},
	})
}
