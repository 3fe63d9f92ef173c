package whisper

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestQuantiseIsWithinHalfAStep(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	values := make([]float32, 8*blockSize)
	for i := range values {
		values[i] = float32(random.NormFloat64()) * float32(1+i/blockSize)
	}
	clear(values[:blockSize])
	codes := make([]byte, len(values))
	scales := quantise(values, 0, codes, nil)
	if len(scales) != 8 {
		t.Fatalf("%d scales for 8 blocks", len(scales))
	}
	for i, v := range values {
		s := scales[i/blockSize]
		if got := s * float32(int(codes[i])-128); math.Abs(float64(got-v)) > float64(s)*0.5001 {
			t.Errorf("value %d: %v became %v with scale %v", i, v, got, s)
		}
	}
}

func TestQuantiseKeepsGivenCodes(t *testing.T) {
	values, codes := make([]float32, 2*blockSize), make([]byte, 2*blockSize)
	given := float32(0.0123)
	for i := range values {
		values[i] = float32(i-31) / (1 / given)
	}
	scales := quantise(values, given, codes, nil)
	for i, code := range codes {
		if int(code)-128 != i-31 {
			t.Errorf("code %d became %d", i-31, int(code)-128)
		}
	}
	if len(scales) != 2 || scales[0] != given || scales[1] != given {
		t.Errorf("scales %v", scales)
	}
}

func TestFitsFloat16(t *testing.T) {
	for _, c := range []struct {
		value   float32
		exactly bool
		want    bool
	}{
		{0.5, true, true}, {0.1, true, false}, {0.1, false, true}, {65504, true, true}, {70000, false, false},
	} {
		if got := fitsFloat16([]float32{1, c.value}, c.exactly); got != c.want {
			t.Errorf("%v, exactly %v: %v", c.value, c.exactly, got)
		}
	}
}
