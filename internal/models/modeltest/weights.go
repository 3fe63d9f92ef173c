// Package modeltest makes small Whisper models for tests: the weight file of
// CTranslate2 with random numbers, and the folder around it. Nothing that is
// built into clipd imports it.
package modeltest

import (
	"bytes"
	"encoding/binary"
	"math"

	"clipd/internal/models/ct2"
)

// Variable is one entry of a weight file; Data are its little-endian bytes.
type Variable struct {
	Name string
	Dims []int
	Type ct2.Type
	Data []byte
}

// Floats returns a variable of the type, quantised by row for int8: its scale
// is the second result, with rows of one number.
func Floats(name string, t ct2.Type, values []float32, dims ...int) []Variable {
	v := Variable{Name: name, Dims: dims, Type: t}
	var scales []float32
	width := len(values)
	if len(dims) > 1 {
		width /= dims[0]
	}
	for at := 0; at < len(values); at += width {
		row := values[at : at+width]
		scale := float32(1)
		if t == ct2.Int8 {
			scale = 127 / greatest(row)
			scales = append(scales, scale)
		}
		for _, x := range row {
			v.Data = appendNumber(v.Data, t, x*scale)
		}
	}
	if t != ct2.Int8 {
		return []Variable{v}
	}
	return append([]Variable{v}, Floats(name+"_scale", ct2.Float32, scales, len(scales))...)
}

// Scalar returns a variable of one int16.
func Scalar(name string, value int) Variable {
	return Variable{Name: name, Type: ct2.Int16, Data: appendNumber(nil, ct2.Int16, float32(value))}
}

func greatest(row []float32) float32 {
	m := float32(1e-9)
	for _, x := range row {
		m = max(m, float32(math.Abs(float64(x))))
	}
	return m
}

func appendNumber(b []byte, t ct2.Type, x float32) []byte {
	switch t {
	case ct2.Float16:
		return binary.LittleEndian.AppendUint16(b, ct2.ToFloat16(x))
	case ct2.BFloat16:
		return binary.LittleEndian.AppendUint16(b, uint16(math.Float32bits(x)>>16))
	case ct2.Int8:
		return append(b, byte(int8(math.RoundToEven(float64(x)))))
	case ct2.Int16:
		return binary.LittleEndian.AppendUint16(b, uint16(int16(x)))
	}
	return binary.LittleEndian.AppendUint32(b, math.Float32bits(x))
}

// Encode returns a weight file. The projection is an alias of the embeddings.
func Encode(variables []Variable) []byte {
	var b bytes.Buffer
	u32 := func(v int) { b.Write(binary.LittleEndian.AppendUint32(nil, uint32(v))) }
	text := func(s string) {
		b.Write(binary.LittleEndian.AppendUint16(nil, uint16(len(s)+1)))
		b.WriteString(s)
		b.WriteByte(0)
	}
	u32(6)
	text("WhisperSpec")
	u32(3)
	u32(len(variables))
	for _, v := range variables {
		text(v.Name)
		b.WriteByte(byte(len(v.Dims)))
		for _, d := range v.Dims {
			u32(d)
		}
		b.WriteByte(byte(v.Type))
		u32(len(v.Data))
		b.Write(v.Data)
	}
	u32(1)
	text("decoder/projection/weight")
	text("decoder/embeddings/weight")
	return b.Bytes()
}
