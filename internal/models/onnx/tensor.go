package onnx

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"strconv"

	"google.golang.org/protobuf/encoding/protowire"
)

// Ints adds a constant of rank 1, once for equal values, and returns its name.
func (g *Graph) Ints(values ...int) string {
	return g.constant("i", Int64, []int{len(values)}, values)
}

// Int adds a constant of rank 0.
func (g *Graph) Int(value int) string {
	return g.constant("s", Int64, nil, []int{value})
}

func (g *Graph) constant(kind string, t Type, dims, values []int) string {
	k := key(kind, values)
	if name, ok := g.constants[k]; ok {
		return name
	}
	var raw []byte
	for _, v := range values {
		raw = binary.LittleEndian.AppendUint64(raw, uint64(int64(v)))
	}
	name := g.inline(t, dims, raw)
	g.constants[k] = name
	return name
}

// Floats adds a small float32 constant; dims may be empty for rank 0.
func (g *Graph) Floats(values []float32, dims ...int) string {
	var raw []byte
	for _, v := range values {
		raw = binary.LittleEndian.AppendUint32(raw, math.Float32bits(v))
	}
	return g.inline(Float32, dims, raw)
}

func (g *Graph) inline(t Type, dims []int, raw []byte) string {
	name := g.Names(1)[0]
	b := tensorHead(name, t, dims)
	g.tensors = append(g.tensors, appendMessage(b, 9, raw))
	return name
}

// External adds a tensor whose little-endian bytes write puts into the graph's
// [Data].
func (g *Graph) External(t Type, dims []int, write func(w io.Writer) error) (string, error) {
	size := t.size()
	for _, d := range dims {
		size *= int64(d)
	}
	offset, err := g.external.append(size, write)
	if err != nil {
		return "", err
	}
	name := g.Names(1)[0]
	b := tensorHead(name, t, dims)
	for _, entry := range [][2]string{
		{"location", g.external.location},
		{"offset", strconv.FormatInt(offset, 10)},
		{"length", strconv.FormatInt(size, 10)},
	} {
		b = appendMessage(b, 13, appendText(appendText(nil, 1, entry[0]), 2, entry[1]))
	}
	g.tensors = append(g.tensors, appendNumber(b, 14, 1))
	return name, nil
}

func tensorHead(name string, t Type, dims []int) []byte {
	var b []byte
	for _, d := range dims {
		b = appendNumber(b, 1, uint64(d))
	}
	b = appendNumber(b, 2, uint64(t))
	return appendText(b, 8, name)
}

func appendFloat(b []byte, field protowire.Number, v float32) []byte {
	return protowire.AppendFixed32(protowire.AppendTag(b, field, protowire.Fixed32Type), math.Float32bits(v))
}

// Data is the file of the large tensors.
type Data struct {
	location string
	w        *bufio.Writer
	offset   int64
}

// NewData returns one that writes to w and that models name as location, a file
// name relative to the model.
func NewData(w io.Writer, location string) *Data {
	return &Data{location: location, w: bufio.NewWriterSize(w, 1<<20)}
}

// Flush writes what is still held back.
func (d *Data) Flush() error { return d.w.Flush() }

// Tensors begin on pages, as the specification advises, so that they can be
// mapped into memory.
const page = 4096

func (d *Data) append(size int64, write func(w io.Writer) error) (int64, error) {
	padding := (page - d.offset%page) % page
	if _, err := d.w.Write(make([]byte, padding)); err != nil {
		return 0, err
	}
	d.offset += padding
	begin, counted := d.offset, &countingWriter{w: d.w}
	if err := write(counted); err != nil {
		return 0, err
	}
	if counted.n != size {
		return 0, fmt.Errorf("a tensor of %d bytes was given %d", size, counted.n)
	}
	d.offset += size
	return begin, nil
}

type countingWriter struct {
	w io.Writer
	n int64
}

func (c *countingWriter) Write(b []byte) (int, error) {
	n, err := c.w.Write(b)
	c.n += int64(n)
	return n, err
}
