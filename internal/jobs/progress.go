package jobs

import (
	"math"
	"sync"

	"clipd/internal/clip"
	"clipd/internal/pipeline"
)

// Shares of a job's progress, in percent: the plan ends at planned, or at
// plannedQuick where nobody has to listen; the clips have the rest.
const (
	fetched      = 8.0
	ingested     = 10.0
	transcribed  = 46.0
	plannedQuick = ingested
	planned      = 50.0
	rendered     = 99.0 // 100 is for completed jobs alone
)

// planProgress is how far a job is while it is planned.
func planProgress(p pipeline.Progress) float64 {
	done := 0.0
	if p.Total > 0 {
		done = min(1, max(0, p.Done/p.Total))
	}
	switch p.Stage {
	case pipeline.Fetch:
		return done * fetched
	case pipeline.Ingest:
		return fetched + done*(ingested-fetched)
	case pipeline.Transcribe:
		return ingested + done*(transcribed-ingested)
	case pipeline.Speakers:
		return transcribed + done*(planned-1-transcribed)
	}
	return planned - 1 // the choice of moments takes no time
}

// clipProgress is how far one clip is, in percent.
func clipProgress(p pipeline.Progress) float64 {
	done := 0.0
	if p.Total > 0 {
		done = min(1, max(0, p.Done/p.Total))
	}
	const framed = 35 // about its share of the time
	if p.Stage == pipeline.Frame {
		return done * framed
	}
	return framed + done*(99-framed)
}

// renderProgress is how far a job is whose clips are at the percents given.
func renderProgress(s clip.Settings, clips []float64) float64 {
	from, sum := planned, 0.0
	if quick(s) {
		from = plannedQuick
	}
	for _, c := range clips {
		sum += c
	}
	return tenth(from + (rendered-from)*sum/100/float64(max(1, len(clips))))
}

// quick tells whether a job is planned without listening.
func quick(s clip.Settings) bool { return len(s.Windows) > 0 && !s.Captions }

// tenth rounds down, so that 99.99 does not show as done.
func tenth(percent float64) float64 { return math.Floor(percent*10) / 10 }

// gauge is the newest progress of one task; it never goes back.
type gauge struct {
	mu      sync.Mutex
	stage   string
	percent float64
}

func (g *gauge) set(stage string, percent float64) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if percent >= g.percent {
		g.stage, g.percent = stage, tenth(percent)
	}
}

func (g *gauge) get() (stage string, percent float64) {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.stage, g.percent
}
