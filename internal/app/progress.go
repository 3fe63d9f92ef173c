package app

import (
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
	"golang.org/x/term"

	"clipd/internal/clip"
	"clipd/internal/models"
	"clipd/internal/pipeline"
)

// progress shows how far the stages are: a bar for each on a terminal, plain
// lines elsewhere.
type progress struct {
	out   io.Writer
	clock func() time.Time

	mu     sync.Mutex
	bars   *mpb.Progress // nil where lines are printed
	stages map[string]*stageProgress
	closed bool

	// before and all are seconds of the moments before the current one, and of
	// all, so that the stages of single moments show their sum.
	before, all float64
}

// stageProgress is how far one stage is.
type stageProgress struct {
	bar          *mpb.Bar
	unit         unit
	began, spoke time.Time
	done, total  float64
	finished     bool
}

// lineEvery is how often a stage prints a line.
const lineEvery = 10 * time.Second

func newProgress(out io.Writer) *progress {
	p := &progress{out: out, clock: time.Now, stages: map[string]*stageProgress{}}
	if f, ok := out.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		p.bars = mpb.New(mpb.WithOutput(out), mpb.WithWidth(40), mpb.WithRefreshRate(150*time.Millisecond))
	}
	return p
}

// clip tells which moment the next reports are about.
func (p *progress) clip(i int, moments []clip.Moment) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.before, p.all = 0, 0
	for j, m := range moments {
		if j < i {
			p.before += float64(m.End - m.Start)
		}
		p.all += float64(m.End - m.Start)
	}
}

// observe takes a report of the pipeline. Select is over before it could be
// shown.
func (p *progress) observe(r pipeline.Progress) {
	if r.Stage == pipeline.Select {
		return
	}
	p.mu.Lock()
	if p.all > 0 && (r.Stage == pipeline.Frame || r.Stage == pipeline.Render) {
		r.Done, r.Total = p.before+min(r.Done, r.Total), p.all
	}
	p.mu.Unlock()
	unit := realTime
	if r.Stage == pipeline.Fetch || r.Stage == pipeline.Ingest {
		unit = megabytes
	}
	p.set(string(r.Stage), unit, r.Done, r.Total)
}

// pull takes a report of the model store.
func (p *progress) pull(r models.Progress) {
	name := string(r.Step)
	if r.Pack != "" {
		name = r.Pack + ": " + name
	}
	switch r.Step {
	case models.Ready:
		return
	case models.Waiting:
		p.say("waiting for another process that fetches model files")
		return
	}
	p.set(name, megabytes, float64(r.Done), float64(r.Total))
}

// set moves a stage on, never back.
func (p *progress) set(name string, unit unit, done, total float64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return
	}
	st := p.stages[name]
	now := p.clock()
	if st == nil {
		st = &stageProgress{began: now, spoke: now, unit: unit}
		p.stages[name] = st
		if p.bars != nil {
			st.bar = p.bar(name, unit, now)
		}
	}
	st.done, st.total = max(st.done, done), total
	if p.bars == nil {
		p.line(name, st, now)
		return
	}
	st.bar.SetTotal(int64(st.total*scale), false)
	st.bar.SetCurrent(int64(st.done * scale))
	if st.total > 0 && st.done >= st.total {
		st.bar.SetTotal(-1, true)
	}
}

// scale turns fractions of a second to the whole numbers that bars count.
const scale = 1000

// bar adds a bar. Its decorators run in the bar's own goroutine, to which
// observe waits to speak: they must not take p's lock.
func (p *progress) bar(name string, unit unit, began time.Time) *mpb.Bar {
	text := func(f func(done, total, spent float64) string) decor.Decorator {
		spent := 0.0
		return decor.Any(func(st decor.Statistics) string {
			if !st.Completed {
				spent = p.clock().Sub(began).Seconds()
			}
			return f(float64(st.Current)/scale, float64(st.Total)/scale, spent)
		}, decor.WCSyncSpace)
	}
	return p.bars.AddBar(0,
		mpb.PrependDecorators(decor.Name(name, decor.WCSyncSpaceR)),
		mpb.AppendDecorators(
			decor.Percentage(decor.WCSyncSpace),
			text(func(done, _, spent float64) string { return unit.rate(done, spent) }),
			text(left),
		),
	)
}

// line prints where a stage is, at its end and now and then before.
func (p *progress) line(name string, st *stageProgress, now time.Time) {
	if st.finished {
		return
	}
	st.finished = st.total > 0 && st.done >= st.total
	spent := now.Sub(st.began).Seconds()
	switch {
	case st.finished:
		fmt.Fprintf(p.out, "%s: done in %.1f s, %s\n", name, spent, st.unit.rate(st.done, spent))
	case now.Sub(st.spoke) >= lineEvery:
		st.spoke = now
		percent := ""
		if st.total > 0 {
			percent = fmt.Sprintf("%.0f %%, ", 100*st.done/st.total)
		}
		fmt.Fprintf(p.out, "%s: %s%s, %s\n", name, percent, st.unit.rate(st.done, spent), left(st.done, st.total, spent))
	}
}

// unit is what a stage counts.
type unit int

const (
	realTime  unit = iota // seconds of the recording
	megabytes             // bytes
)

// rate is how fast a stage runs.
func (u unit) rate(done, spent float64) string {
	r := done / max(spent, 0.001)
	if u == megabytes {
		return fmt.Sprintf("%.1f MB/s", r/1e6)
	}
	return fmt.Sprintf("%.1fx real time", r)
}

// left is the time that a stage still needs.
func left(done, total, spent float64) string {
	if done <= 0 || total <= 0 {
		return "time left unknown"
	}
	return fmt.Sprintf("%v left", clip.Seconds(int(spent*(total-done)/done+0.5)))
}

// say prints a line for people above the bars.
func (p *progress) say(format string, args ...any) {
	p.mu.Lock()
	bars := p.bars
	if p.closed {
		bars = nil
	}
	p.mu.Unlock()
	text := fmt.Sprintf(format, args...) + "\n"
	if bars != nil {
		fmt.Fprint(bars, text)
		return
	}
	fmt.Fprint(p.out, text)
}

// close leaves the bars as they are. It may be called twice.
func (p *progress) close() {
	p.mu.Lock()
	closed := p.closed
	p.closed = true
	var bars []*mpb.Bar
	for _, st := range p.stages {
		if st.bar != nil {
			bars = append(bars, st.bar)
		}
	}
	p.mu.Unlock()
	if closed || p.bars == nil {
		return
	}
	for _, b := range bars {
		b.Abort(false)
	}
	p.bars.Wait()
}
