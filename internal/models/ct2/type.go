package ct2

import (
	"encoding/binary"
	"fmt"
	"math"
)

// Type is the number type of a variable, as numbered in the file.
type Type byte

// The number types.
const (
	Float32 Type = iota
	Int8
	Int16
	Int32
	Float16
	BFloat16
)

// Size returns the bytes of one number, 0 for a type that the format lacks.
func (t Type) Size() int {
	switch t {
	case Float32, Int32:
		return 4
	case Int16, Float16, BFloat16:
		return 2
	case Int8:
		return 1
	}
	return 0
}

func (t Type) String() string {
	names := [...]string{"float32", "int8", "int16", "int32", "float16", "bfloat16"}
	if int(t) < len(names) {
		return names[t]
	}
	return fmt.Sprintf("type %d", byte(t))
}

func (t Type) decode(b []byte, to []float32) {
	switch t {
	case Float32:
		for i := range to {
			to[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
		}
	case Int32:
		for i := range to {
			to[i] = float32(int32(binary.LittleEndian.Uint32(b[4*i:])))
		}
	case Float16:
		for i := range to {
			to[i] = FromFloat16(binary.LittleEndian.Uint16(b[2*i:]))
		}
	case BFloat16:
		for i := range to {
			to[i] = math.Float32frombits(uint32(binary.LittleEndian.Uint16(b[2*i:])) << 16)
		}
	case Int16:
		for i := range to {
			to[i] = float32(int16(binary.LittleEndian.Uint16(b[2*i:])))
		}
	case Int8:
		for i := range to {
			to[i] = float32(int8(b[i]))
		}
	}
}
