package render

import (
	"fmt"
	"math"
)

// What platforms play at: louder clips are turned down there, quieter ones stay
// quiet.
const (
	targetLoudness = -14.0 // LUFS
	maxTruePeak    = -1.0  // dBTP
)

const (
	closeEnough = 0.5  // LU from the target at which correcting stops; 1 is allowed
	outOfBounds = 1.0  // LU
	maxGain     = 30.0 // dB; more would be the recorder's own noise
	headroom    = 0.6  // dB that AAC usually adds to peaks
	minCeiling  = -12.0
	maxAttempts = 6
)

// leveling is what is done to the sound: a gain, then a limiter.
type leveling struct {
	Gain    float64 // dB
	Ceiling float64 // dBFS that the limiter lets pass; 0 for no limiter
}

// firstLeveling is the leveling for sound of a measured loudness, and a warning
// where the target cannot be meant.
func firstLeveling(l loudness) (leveling, string) {
	ceiling := maxTruePeak - headroom
	if !l.audible() {
		// Nothing to go by: only peaks are kept in bounds.
		warning := "the clip is too quiet or too short to measure its loudness, so it was left as it is"
		if math.IsInf(l.TruePeak, -1) {
			warning = "the clip is silent: the recording has no sound to be heard there"
		}
		return leveling{Gain: math.Min(0, ceiling-math.Max(l.TruePeak, -200))}, warning
	}
	v := leveling{Gain: math.Min(targetLoudness-l.Integrated, maxGain)}
	if l.TruePeak+v.Gain > ceiling {
		v.Ceiling = ceiling
	}
	return v, ""
}

// next corrects a leveling by what the encoded sound measured. It is done when
// the sound is in bounds or cannot be brought nearer.
func (v leveling) next(l loudness) (corrected leveling, done bool) {
	if !l.audible() {
		return v, true
	}
	off := targetLoudness - l.Integrated
	over := l.TruePeak - maxTruePeak
	if over <= 0 && (math.Abs(off) <= closeEnough || off > 0 && v.Gain >= maxGain) {
		return v, true
	}
	c := v
	if over > 0 {
		if c.Ceiling == 0 {
			c.Ceiling = maxTruePeak - headroom
		}
		c.Ceiling = math.Max(minCeiling, c.Ceiling-over-0.1)
	}
	if math.Abs(off) > closeEnough/2 {
		// A limiter eats a part of what is added.
		if off > 0 && v.Ceiling < 0 {
			off *= 1.5
		}
		c.Gain = math.Min(c.Gain+off, maxGain)
	}
	return c, c == v
}

// better tells whether a is nearer to the bounds than b: peaks count first,
// because what is clipped stays so.
func better(a, b loudness) bool {
	overA, overB := math.Max(0, a.TruePeak-maxTruePeak), math.Max(0, b.TruePeak-maxTruePeak)
	if overA != overB {
		return overA < overB
	}
	return math.Abs(a.Integrated-targetLoudness) < math.Abs(b.Integrated-targetLoudness)
}

// levelWarning says what is out of bounds in the delivered sound, "" for
// nothing.
func levelWarning(source, delivered loudness, v leveling) string {
	switch {
	case !delivered.audible():
		return ""
	case delivered.TruePeak > maxTruePeak:
		return fmt.Sprintf("the sound's true peak is %.1f dBTP instead of at most %.0f: its peaks could not be limited further", delivered.TruePeak, maxTruePeak)
	case delivered.Integrated < targetLoudness-outOfBounds && v.Gain >= maxGain:
		return fmt.Sprintf("the recording is too quiet (%.1f LUFS): it was raised by %.0f dB to %.1f LUFS instead of %.0f, because more would raise noise", source.Integrated, maxGain, delivered.Integrated, targetLoudness)
	case math.Abs(delivered.Integrated-targetLoudness) > outOfBounds:
		return fmt.Sprintf("the clip's loudness is %.1f LUFS instead of %.0f: its peaks are too far above the rest", delivered.Integrated, targetLoudness)
	}
	return ""
}

// filters is the leveling in ffmpeg's terms. The limiter works on four times the
// samples, where the peaks between them show.
func (v leveling) filters() string {
	chain := fmt.Sprintf("volume=%.2fdB", v.Gain)
	if v.Ceiling < 0 {
		chain += fmt.Sprintf(",aresample=192000,alimiter=limit=%.5f:attack=5:release=60:level=false:latency=true,aresample=48000", math.Pow(10, v.Ceiling/20))
	}
	return chain
}
