package transcribe

// The decoder's attention runs ahead of the sound, or behind it, by an amount
// that is a property of the model's alignment heads: 80 ms ahead for base, 60 ms
// behind for tiny.en. It is found from the recording itself: between words the
// level falls, so the lead is the shift at which the word boundaries lie where
// the sound is softest.
const (
	leadMax   = sampleRate * 160 / 1000
	leadStep  = envelopeStep
	leadSteps = 2*leadMax/leadStep + 1
	// leadBias is how much earlier than the boundary the softest place lies: a
	// word's last sound fades, its first one starts at once.
	leadBias = sampleRate * 30 / 1000
	// Boundaries near a silence say nothing: any place in it is soft.
	leadClear = sampleRate * 300 / 1000
	// A prior keeps the lead of short recordings near what is known, in dB for
	// each squared second away: as much as a few hundred words say, or a dozen
	// when the model is not known.
	leadPriorKnown   = 100_000.0
	leadPriorUnknown = 5_000.0
)

// knownLeads were measured on dev_es2014a (docs/speech.md), in samples.
var knownLeads = map[string]int{
	"base":    sampleRate * 80 / 1000,
	"tiny.en": -sampleRate * 60 / 1000,
}

// leadEstimate collects levels about the word boundaries of a recording.
type leadEstimate struct {
	level [leadSteps]float64 // dB, summed over boundaries, at shifts from -leadMax on
}

// hear adds the boundaries between the words of a window.
func (l *leadEstimate) hear(words []spoken, e envelope, quiet []stretch) {
	for i := 1; i < len(words); i++ {
		at := words[i].start
		if at != words[i-1].end || nearSilence(at, quiet) || at < leadMax || at+leadMax >= len(e.level)*envelopeStep {
			continue
		}
		for k := range l.level {
			l.level[k] += e.around(at - leadMax + k*leadStep)
		}
	}
}

func nearSilence(at int, quiet []stretch) bool {
	for _, s := range quiet {
		if at > s.start-leadClear && at < s.end+leadClear {
			return true
		}
	}
	return false
}

// lead is how many samples later than the attention says words are heard.
func (l *leadEstimate) lead(model string) int {
	expected, known := knownLeads[model]
	prior := leadPriorUnknown
	if known {
		prior = leadPriorKnown
	}
	at, least := expected, 0.0
	for k, level := range l.level {
		shift := k*leadStep - leadMax + leadBias
		away := float64(shift-expected) / sampleRate
		cost := level + prior*away*away
		if k == 0 || cost < least {
			at, least = shift, cost
		}
	}
	return at
}
