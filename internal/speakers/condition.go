package speakers

import (
	"math"
)

// condition is what the sound of speech is like: whether voices can be told
// apart in it.
type condition struct {
	levels    [levelBins]int // frames by their power, in dB over levelLeast
	low, high float64        // power under and over the telephone's band
}

const (
	levelLeast = -100 // dB of full scale
	levelBins  = 101
	// telephoneBand is the first mel band whose middle lies over 4000 Hz.
	telephoneBand = 28
)

func (c *condition) add(s *sounds) {
	for _, p := range s.power {
		db := 10 * math.Log10(max(float64(p), 1e-10))
		c.levels[min(levelBins-1, max(0, int(db-levelLeast)))]++
	}
	for i, p := range s.mel {
		if i%bands < telephoneBand {
			c.low += float64(p)
		} else {
			c.high += float64(p)
		}
	}
}

// level is the power that a part of the frames stays under, dB.
func (c *condition) level(part float64) float64 {
	all := 0
	for _, n := range c.levels {
		all += n
	}
	left := part * float64(all)
	for i, n := range c.levels {
		if left -= float64(n); left < 0 {
			return levelLeast + float64(i)
		}
	}
	return 0
}

// clearance is how far the loud frames are over the quiet ones, dB: what is left
// of a voice's dips when noise or echo fills them.
func (c *condition) clearance() float64 { return c.level(0.9) - c.level(0.05) }

// brightness is the power over the telephone's band as part of all, dB.
func (c *condition) brightness() float64 {
	return 10 * math.Log10(max(c.high, 1e-12)/max(c.low+c.high, 1e-12))
}
