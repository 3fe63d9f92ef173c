package onnx

import (
	"errors"
	"fmt"

	"google.golang.org/protobuf/encoding/protowire"
)

var errWire = errors.New("not a protobuf message")

// Value is an input or output of a graph.
type Value struct {
	Name string
	Type Type
	Dims []any // int, or string for a symbol
}

// Edit returns the model with its graph's inputs and outputs chosen by edit,
// which is told the name of each and returns what to put in its place, or false
// to leave it out. Everything else stays byte for byte.
func Edit(model []byte, edit func(name string, output bool) (Value, bool)) ([]byte, error) {
	graphs := 0
	out, err := rewrite(model, func(field protowire.Number, b []byte) ([]byte, bool, error) {
		if field != 7 {
			return b, true, nil
		}
		graphs++
		graph, err := editGraph(b, edit)
		return graph, true, err
	})
	if err != nil {
		return nil, err
	}
	if graphs != 1 {
		return nil, fmt.Errorf("not an ONNX model: it has %d graphs", graphs)
	}
	return out, nil
}

func editGraph(graph []byte, edit func(name string, output bool) (Value, bool)) ([]byte, error) {
	return rewrite(graph, func(field protowire.Number, b []byte) ([]byte, bool, error) {
		if field != 11 && field != 12 {
			return b, true, nil
		}
		name, err := valueName(b)
		if err != nil {
			return nil, false, err
		}
		v, keep := edit(name, field == 12)
		return valueInfo(v.Name, v.Type, v.Dims), keep, nil
	})
}

// rewrite copies a message and gives the content of each length-delimited
// field to change, which returns the new content and whether to keep the field.
func rewrite(message []byte, change func(protowire.Number, []byte) ([]byte, bool, error)) ([]byte, error) {
	out := make([]byte, 0, len(message))
	for len(message) > 0 {
		field, kind, n := protowire.ConsumeField(message)
		if n < 0 {
			return nil, errWire
		}
		whole := message[:n]
		message = message[n:]
		if kind != protowire.BytesType {
			out = append(out, whole...)
			continue
		}
		_, _, tag := protowire.ConsumeTag(whole)
		content, _ := protowire.ConsumeBytes(whole[tag:])
		changed, keep, err := change(field, content)
		if err != nil {
			return nil, err
		}
		if keep {
			out = appendMessage(out, field, changed)
		}
	}
	return out, nil
}

func valueName(value []byte) (string, error) {
	for len(value) > 0 {
		field, kind, n := protowire.ConsumeField(value)
		if n < 0 {
			return "", errWire
		}
		if field == 1 && kind == protowire.BytesType {
			_, _, tag := protowire.ConsumeTag(value)
			name, _ := protowire.ConsumeString(value[tag:])
			return name, nil
		}
		value = value[n:]
	}
	return "", nil
}
