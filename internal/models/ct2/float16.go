package ct2

import "math"

// FromFloat16 widens an IEEE 754 half-precision number; this is exact.
func FromFloat16(h uint16) float32 {
	sign := uint32(h>>15) << 31
	exponent, fraction := uint32(h>>10)&31, uint32(h)&1023
	switch exponent {
	case 0:
		v := float32(fraction) / (1 << 24)
		return math.Float32frombits(math.Float32bits(v) | sign)
	case 31:
		return math.Float32frombits(sign | 0x7f800000 | fraction<<13)
	}
	return math.Float32frombits(sign | (exponent+112)<<23 | fraction<<13)
}

// ToFloat16 rounds to the nearest half-precision number, ties to even.
// Numbers of 65520 and more become infinite.
func ToFloat16(f float32) uint16 {
	bits := math.Float32bits(f)
	sign, magnitude := uint16(bits>>16)&0x8000, bits&0x7fffffff
	switch {
	case magnitude > 0x7f800000:
		return sign | 0x7e00
	case magnitude >= 0x477ff000:
		return sign | 0x7c00
	case magnitude < 0x38800000:
		steps := math.RoundToEven(float64(math.Float32frombits(magnitude)) * (1 << 24))
		return sign | uint16(steps)
	}
	rounded := magnitude + 0xfff + magnitude>>13&1
	return sign | uint16((rounded-112<<23)>>13)
}
