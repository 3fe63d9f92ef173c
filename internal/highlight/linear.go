package highlight

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"math"
)

// weights.json is written by tools/trainmoments, and says of what.
//
//go:embed weights.json
var weightsFile []byte

// learned is the linear model as it was trained: weights over features that are
// standardised in the recording and clipped to +-3, for the two kinds of
// recording that it was trained on.
type learned struct {
	Conversation map[string]float64 `json:"conversation"`
	Talk         map[string]float64 `json:"talk"`
	// Worth turns a value into the chance that a span holds at least one and a
	// half times as much of what people kept as the recording does on average.
	Worth struct {
		Slope    float64 `json:"slope"`
		Constant float64 `json:"constant"`
	} `json:"worth"`
}

// learnedModel reads the model that is built in.
func learnedModel() learned {
	var l learned
	if err := json.Unmarshal(weightsFile, &l); err != nil {
		panic(fmt.Sprintf("highlight: reading weights.json: %v", err)) // built in, and held by a test
	}
	return l
}

// weights are those for a recording that is so much of a conversation, 0-1.
func (l learned) weights(conversation float64) features {
	var w features
	for f, name := range featureNames {
		w[f] = conversation*l.Conversation[name] + (1-conversation)*l.Talk[name]
	}
	return w
}

// worth is the chance that a span of this value is worth a clip.
func (l learned) worth(value float64) float64 {
	return logistic(l.Worth.Slope*value + l.Worth.Constant)
}

func logistic(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

// linear is the model, standardised over one recording.
type linear struct {
	weights, mean, deviation features
}

// fit standardises the model over the recording's reference spans (population
// deviation).
func fit(weights features, refs []features) linear {
	l := linear{weights: weights}
	n := float64(max(1, len(refs)))
	for f := range featureCount {
		for _, r := range refs {
			l.mean[f] += r[f] / n
		}
		for _, r := range refs {
			d := r[f] - l.mean[f]
			l.deviation[f] += d * d / n
		}
		l.deviation[f] = math.Sqrt(l.deviation[f])
	}
	return l
}

// standard is how far a span's features are from the recording's mean, in
// deviations.
func (l linear) standard(x features) features {
	var z features
	for f := range featureCount {
		z[f] = math.Max(-3, math.Min(3, (x[f]-l.mean[f])/(l.deviation[f]+1e-9)))
	}
	return z
}

// score is the model's value of a span; 0 is the recording's average.
func (l linear) score(x features) float64 {
	total := 0.0
	for f, z := range l.standard(x) {
		total += l.weights[f] * z
	}
	return total
}
