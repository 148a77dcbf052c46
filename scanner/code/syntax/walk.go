package syntax

/*
#cgo darwin LDFLAGS: -Wl,-undefined,dynamic_lookup
#include <stdbool.h>
#include <stdint.h>

// What is used here of the C interface of tree-sitter, version 15 of its binary
// interface. The functions are linked in by the module that wraps them in Go; they are
// declared weak so that this package alone can be linked for its checks.
typedef struct { uint32_t context[4]; const void *id; const void *tree; } TSNode;
typedef struct { const void *tree; const void *id; uint32_t context[3]; } TSTreeCursor;

extern __attribute__((weak)) TSTreeCursor ts_tree_cursor_new(TSNode);
extern __attribute__((weak)) void ts_tree_cursor_delete(TSTreeCursor *);
extern __attribute__((weak)) TSNode ts_tree_cursor_current_node(const TSTreeCursor *);
extern __attribute__((weak)) uint16_t ts_tree_cursor_current_field_id(const TSTreeCursor *);
extern __attribute__((weak)) bool ts_tree_cursor_goto_first_child(TSTreeCursor *);
extern __attribute__((weak)) bool ts_tree_cursor_goto_next_sibling(TSTreeCursor *);
extern __attribute__((weak)) bool ts_tree_cursor_goto_parent(TSTreeCursor *);
extern __attribute__((weak)) uint16_t ts_node_symbol(TSNode);
extern __attribute__((weak)) uint32_t ts_node_start_byte(TSNode);
extern __attribute__((weak)) uint32_t ts_node_end_byte(TSNode);
extern __attribute__((weak)) bool ts_node_is_named(TSNode);
extern __attribute__((weak)) bool ts_node_is_missing(TSNode);
extern __attribute__((weak)) uint32_t ts_node_descendant_count(TSNode);

typedef struct { uint32_t start, end, next; uint16_t symbol, field; uint8_t named, missing; } entry;

static uint32_t count(TSNode root) { return ts_node_descendant_count(root); }

// flatten writes the nodes below root, parents first, and gives their number; next is
// the index of the first node that is not below an entry. What lies deeper than 4,095
// levels is left out, and the node above it counts as one that was not understood.
static uint32_t flatten(TSNode root, entry *out, uint32_t cap) {
	TSTreeCursor c = ts_tree_cursor_new(root);
	uint32_t n = 0, depth = 0;
	uint32_t open[4096];
	bool up = false;
	for (;;) {
		if (!up) {
			if (n == cap) break;
			TSNode node = ts_tree_cursor_current_node(&c);
			entry *e = &out[n];
			e->start = ts_node_start_byte(node);
			e->end = ts_node_end_byte(node);
			e->symbol = ts_node_symbol(node);
			e->field = ts_tree_cursor_current_field_id(&c);
			e->named = ts_node_is_named(node);
			e->missing = ts_node_is_missing(node);
			e->next = 0;
			open[depth] = n++;
			if (depth == 4095) e->missing = true;
			else if (ts_tree_cursor_goto_first_child(&c)) { depth++; continue; }
		}
		out[open[depth]].next = n;
		if (ts_tree_cursor_goto_next_sibling(&c)) { up = false; continue; }
		if (depth == 0 || !ts_tree_cursor_goto_parent(&c)) break;
		depth--;
		up = true;
	}
	for (uint32_t i = 0; i <= depth && i < 4096; i++)
		if (n > 0 && out[open[i]].next == 0) out[open[i]].next = n;
	ts_tree_cursor_delete(&c);
	return n;
}
*/
import "C"

import (
	"unsafe"

	sitter "github.com/tree-sitter/go-tree-sitter"
)

// entry is one node of a flattened tree.
type entry struct {
	start, end, next uint32
	symbol, field    uint16
	named, missing   bool
	_                [2]byte
}

// flatten gives the nodes of a tree, parents first. The walk is in C: asked for one
// by one through Go, the nodes cost more than the parsing.
func flatten(t *sitter.Tree) []entry {
	root := t.RootNode()
	node := *(*C.TSNode)(unsafe.Pointer(root)) // its only field; see TestLayout
	out := make([]entry, int(C.count(node)))
	if len(out) == 0 {
		return nil
	}
	n := C.flatten(node, (*C.entry)(unsafe.Pointer(&out[0])), C.uint32_t(len(out)))
	return out[:n]
}

// layouts gives the sizes that flatten relies on: of a node in Go and in C, and of
// an entry in Go and in C.
func layouts() [4]uintptr {
	return [4]uintptr{unsafe.Sizeof(sitter.Node{}), C.sizeof_TSNode, unsafe.Sizeof(entry{}), C.sizeof_entry}
}
