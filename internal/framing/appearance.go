package framing

import "math"

// An appearance is a portrait made this many times smaller.
const (
	appearanceStep = 4
	appearanceW    = portraitW / appearanceStep
	appearanceH    = portraitH / appearanceStep
)

// appearance is how a face looks, apart from the light: rows of luma of mean 0
// and length 1. It tells the few people of one recording from each other, in
// the same light and seen from about the same side; it is no face recognition.
type appearance [appearanceW * appearanceH]float32

// appearance is that of the portrait.
func (p *portrait) appearance() *appearance {
	out := &appearance{}
	for i, v := range p {
		row, column := i/portraitW/appearanceStep, i%portraitW/appearanceStep
		out[row*appearanceW+column] += v
	}
	out.normalise()
	return out
}

// meanAppearance is that of a face over its looks, nil where none has one.
func meanAppearance(faces []face) *appearance {
	var sum *appearance
	for _, f := range faces {
		if f.appearance == nil {
			continue
		}
		if sum == nil {
			sum = &appearance{}
		}
		for i, v := range f.appearance {
			sum[i] += v
		}
	}
	if sum != nil {
		sum.normalise()
	}
	return sum
}

// normalise makes the mean 0 and the length 1.
func (a *appearance) normalise() {
	mean := 0.0
	for _, v := range a {
		mean += float64(v) / float64(len(a))
	}
	squares := 0.0
	for _, v := range a {
		squares += (float64(v) - mean) * (float64(v) - mean)
	}
	length := math.Sqrt(squares) + 1e-6
	for i, v := range a {
		a[i] = float32((float64(v) - mean) / length)
	}
}

// like is the correlation of two appearances, -1 to 1; 0 where one is not known.
func (a *appearance) like(b *appearance) float64 {
	if a == nil || b == nil {
		return 0
	}
	sum := 0.0
	for i, v := range a {
		sum += float64(v * b[i])
	}
	return sum
}
