package speakers

// Windows of voice.
const (
	windowFrames = 160 // 1.6 s, what the encoder was trained on
	windowHop    = 40  // frames
	// windowSpare is a rest of a passage that is worth a window of its own.
	windowSpare = 8 // frames
	// windowStep is what the lengths of short windows are multiples of, so that
	// several can be encoded at once.
	windowStep = 8 // frames
	// windowLeast is the least that the encoder makes anything of.
	windowLeast = 24 // frames
)

// windows cuts a passage of so many frames, pauses left out, into windows.
func windows(frames int) []stretch {
	if frames < windowLeast {
		return nil
	}
	if frames <= windowFrames {
		n := frames / windowStep * windowStep
		from := (frames - n) / 2
		return []stretch{{from, from + n}}
	}
	var out []stretch
	for at := 0; at+windowFrames <= frames; at += windowHop {
		out = append(out, stretch{at, at + windowFrames})
	}
	if out[len(out)-1].end+windowSpare < frames {
		out = append(out, stretch{frames - windowFrames, frames})
	}
	return out
}
