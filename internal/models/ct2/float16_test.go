package ct2

import (
	"math"
	"testing"
)

func TestEveryFloat16SurvivesTheWayThereAndBack(t *testing.T) {
	for h := range 1 << 16 {
		f := FromFloat16(uint16(h))
		if math.IsNaN(float64(f)) {
			if got := ToFloat16(f); got&0x7c00 != 0x7c00 || got&0x3ff == 0 {
				t.Fatalf("%#04x is no number and became %#04x", h, got)
			}
			continue
		}
		if got := ToFloat16(f); got != uint16(h) {
			t.Fatalf("%#04x = %v became %#04x", h, f, got)
		}
	}
}

func TestToFloat16RoundsToTheNearest(t *testing.T) {
	for _, c := range []struct {
		in   float32
		want uint16
	}{
		{0, 0}, {1, 0x3c00}, {-2, 0xc000}, {65504, 0x7bff},
		{65519.99, 0x7bff}, {65520, 0x7c00}, {1e30, 0x7c00}, {-1e30, 0xfc00},
		{1 + 1.0/2048, 0x3c00}, {1 + 3.0/2048, 0x3c02}, {1 + 1.01/2048, 0x3c01}, // ties to even
		{5.9604645e-8, 1}, {2.9802322e-8, 0}, {2.99e-8, 1}, {6.1035156e-5, 0x0400}, {6.1e-5, 0x03ff},
	} {
		if got := ToFloat16(c.in); got != c.want {
			t.Errorf("ToFloat16(%v) = %#04x, want %#04x", c.in, got, c.want)
		}
	}
}
