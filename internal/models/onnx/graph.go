package onnx

import (
	"fmt"
	"strconv"
	"strings"

	"google.golang.org/protobuf/encoding/protowire"
)

// Type is an element type, numbered as TensorProto.DataType.
type Type uint64

// The element types used here.
const (
	Float32 Type = 1
	Uint8   Type = 2
	Int64   Type = 7
	Float16 Type = 10
)

func (t Type) size() int64 {
	switch t {
	case Float32:
		return 4
	case Int64:
		return 8
	case Float16:
		return 2
	}
	return 1
}

// Microsoft is the domain of ONNX Runtime's own operators.
const Microsoft = "com.microsoft"

// Graph collects nodes and tensors in the order of the calls.
type Graph struct {
	nodes, tensors  [][]byte
	inputs, outputs [][]byte
	external        *Data
	constants       map[string]string
	names           int
}

// NewGraph returns an empty graph whose large tensors go to external, which may
// be nil when there are none.
func NewGraph(external *Data) *Graph {
	return &Graph{external: external, constants: map[string]string{}}
}

// Node is one operation.
type Node struct {
	Op, Domain string
	Inputs     []string // "" for an optional one left out
	Outputs    []string // nil for one output, named by the graph
	Attributes []Attribute
}

// Add appends a node and returns the name of its first output.
func (g *Graph) Add(n Node) string {
	if n.Outputs == nil {
		n.Outputs = g.Names(1)
	}
	var b []byte
	for _, name := range n.Inputs {
		b = appendText(b, 1, name)
	}
	for _, name := range n.Outputs {
		b = appendText(b, 2, name)
	}
	b = appendText(b, 4, n.Op)
	for _, a := range n.Attributes {
		b = appendMessage(b, 5, a.encoded)
	}
	if n.Domain != "" {
		b = appendText(b, 7, n.Domain)
	}
	g.nodes = append(g.nodes, b)
	return n.Outputs[0]
}

// Names returns n unused value names.
func (g *Graph) Names(n int) []string {
	names := make([]string, n)
	for i := range names {
		g.names++
		names[i] = "t" + strconv.Itoa(g.names)
	}
	return names
}

// Input declares an input; a dimension is an int, or a string for a symbol.
func (g *Graph) Input(name string, t Type, dims ...any) {
	g.inputs = append(g.inputs, valueInfo(name, t, dims))
}

// Output declares an output.
func (g *Graph) Output(name string, t Type, dims ...any) {
	g.outputs = append(g.outputs, valueInfo(name, t, dims))
}

// Attribute is a named parameter of a node.
type Attribute struct{ encoded []byte }

// Int returns an integer attribute.
func Int(name string, v int) Attribute {
	b := appendText(nil, 1, name)
	b = appendNumber(b, 3, uint64(int64(v)))
	return Attribute{appendNumber(b, 20, 2)}
}

// Ints returns an attribute of a list of integers.
func Ints(name string, values ...int) Attribute {
	b := appendText(nil, 1, name)
	for _, v := range values {
		b = appendNumber(b, 8, uint64(int64(v)))
	}
	return Attribute{appendNumber(b, 20, 7)}
}

// Float returns a floating-point attribute.
func Float(name string, v float32) Attribute {
	b := appendText(nil, 1, name)
	b = appendFloat(b, 2, v)
	return Attribute{appendNumber(b, 20, 1)}
}

// Encode returns the model: IR version 8, operator sets 17 and, for
// [Microsoft], 1.
func (g *Graph) Encode(name string) []byte {
	var graph []byte
	for _, n := range g.nodes {
		graph = appendMessage(graph, 1, n)
	}
	graph = appendText(graph, 2, name)
	for _, t := range g.tensors {
		graph = appendMessage(graph, 5, t)
	}
	for _, v := range g.inputs {
		graph = appendMessage(graph, 11, v)
	}
	for _, v := range g.outputs {
		graph = appendMessage(graph, 12, v)
	}
	model := appendNumber(nil, 1, 8)
	model = appendText(model, 2, "clipd")
	model = appendMessage(model, 7, graph)
	model = appendMessage(model, 8, appendNumber(appendText(nil, 1, ""), 2, 17))
	return appendMessage(model, 8, appendNumber(appendText(nil, 1, Microsoft), 2, 1))
}

func valueInfo(name string, t Type, dims []any) []byte {
	var shape []byte
	for _, d := range dims {
		switch d := d.(type) {
		case int:
			shape = appendMessage(shape, 1, appendNumber(nil, 1, uint64(d)))
		default:
			shape = appendMessage(shape, 1, appendText(nil, 2, fmt.Sprint(d)))
		}
	}
	tensor := appendMessage(appendNumber(nil, 1, uint64(t)), 2, shape)
	return appendMessage(appendText(nil, 1, name), 2, appendMessage(nil, 1, tensor))
}

func key(kind string, values any) string {
	return kind + strings.TrimSpace(fmt.Sprint(values))
}

func appendText(b []byte, field protowire.Number, s string) []byte {
	return protowire.AppendString(protowire.AppendTag(b, field, protowire.BytesType), s)
}

func appendMessage(b []byte, field protowire.Number, m []byte) []byte {
	return protowire.AppendBytes(protowire.AppendTag(b, field, protowire.BytesType), m)
}

func appendNumber(b []byte, field protowire.Number, v uint64) []byte {
	return protowire.AppendVarint(protowire.AppendTag(b, field, protowire.VarintType), v)
}
