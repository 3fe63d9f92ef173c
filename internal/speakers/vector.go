package speakers

import "math"

func dot(a, b []float32) float32 {
	var s0, s1, s2, s3 float32
	b = b[:len(a)]
	for i := 0; i+4 <= len(a); i += 4 { // lengths are multiples of 4
		s0 += a[i] * b[i]
		s1 += a[i+1] * b[i+1]
		s2 += a[i+2] * b[i+2]
		s3 += a[i+3] * b[i+3]
	}
	return s0 + s1 + s2 + s3
}

func add(to, v []float32) {
	for i := range to {
		to[i] += v[i]
	}
}

// unit brings a vector to length 1, in place.
func unit(v []float32) []float32 {
	length := float32(math.Sqrt(float64(dot(v, v))))
	if length > 0 {
		for i := range v {
			v[i] /= length
		}
	}
	return v
}
