package jobs

import (
	"context"
	"math"
	"sync"
	"sync/atomic"

	"clipd/internal/blob"
	"clipd/internal/clip"
	"clipd/internal/pipeline"
)

// Shares of a job's progress, in percent: the plan ends at planned, or at
// plannedQuick where nobody has to listen; the clips have the rest.
const (
	fetched      = 6.0
	hashed       = 7.0
	kept         = 8.5
	ingested     = 10.0
	transcribed  = 46.0
	plannedQuick = ingested
	planned      = 50.0
	rendered     = 99.0 // 100 is for completed jobs alone
)

// The stages that the service has besides those of the pipeline. Done and Total
// are bytes.
const (
	keeping pipeline.Stage = "store" // files go to storage on another machine
	copying pipeline.Stage = "copy"  // and come from it
)

// moving returns a context under which a copy to or from storage is observed.
func moving(ctx context.Context, p *pipeline.Pipeline, stage pipeline.Stage, total int64) context.Context {
	var done atomic.Int64
	return blob.WithProgress(ctx, func(n int64) {
		p.Observe(pipeline.Progress{Stage: stage, Done: float64(done.Add(n)), Total: float64(total)})
	})
}

// share is the part of a stage that is done, 0-1; 0 where its end is not known.
func share(p pipeline.Progress) float64 {
	if p.Total <= 0 {
		return 0
	}
	return min(1, max(0, p.Done/p.Total))
}

// planProgress is how far a job is while it is planned.
func planProgress(p pipeline.Progress) float64 {
	done := share(p)
	switch p.Stage {
	case pipeline.Fetch:
		return done * fetched
	case pipeline.Ingest:
		return fetched + done*(hashed-fetched)
	case keeping:
		return hashed + done*(kept-hashed)
	case copying:
		return kept + done*(ingested-kept)
	case pipeline.Transcribe:
		return ingested + done*(transcribed-ingested)
	case pipeline.Speakers:
		return transcribed + done*(planned-1-transcribed)
	}
	return planned - 1 // the choice of moments takes no time
}

// clipProgress is how far one clip is, in percent.
func clipProgress(p pipeline.Progress) float64 {
	const copied, framed, made = 3, 35, 97 // about their shares of the time
	switch done := share(p); p.Stage {
	case copying:
		return done * copied
	case pipeline.Frame:
		return copied + done*(framed-copied)
	case keeping:
		return made + done*(99-made)
	default:
		return framed + done*(made-framed)
	}
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
	return hundredth(from + (rendered-from)*sum/100/float64(max(1, len(clips))))
}

// quick tells whether a job is planned without listening.
func quick(s clip.Settings) bool { return len(s.Windows) > 0 && !s.Captions }

// hundredth rounds down, so that 99.999 does not show as done. It moves every few
// seconds of a stage that lasts for hours.
func hundredth(percent float64) float64 { return math.Floor(percent*100) / 100 }

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
		g.stage, g.percent = stage, hundredth(percent)
	}
}

func (g *gauge) get() (stage string, percent float64) {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.stage, g.percent
}
