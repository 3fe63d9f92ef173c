package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"sync"
	"text/tabwriter"
	"time"

	"golang.org/x/sys/unix"

	"clipd/internal/clip"
	"clipd/internal/config"
	"clipd/internal/pipeline"
)

// Bench is what a cut cost.
type Bench struct {
	Source      string      `json:"source"`
	Duration    float64     `json:"duration"` // of the source, s
	Clips       int         `json:"clips"`
	ClipSeconds float64     `json:"clip_seconds"` // of all clips together
	Cores       int         `json:"threads"`
	Stages      []StageCost `json:"stages"`
	PeakMemory  int64       `json:"peak_memory_bytes"` // of clipd itself
}

// StageCost is what one stage cost, its child processes included.
type StageCost struct {
	Stage   string  `json:"stage"`
	Seconds float64 `json:"recording_seconds"` // of the recording that it worked on
	CPU     float64 `json:"cpu_seconds"`
	Wall    float64 `json:"wall_seconds"`
}

// MeasureCut cuts captioned 9:16 clips out of the source into dir, keeping no
// transcript, and tells what each stage cost.
func MeasureCut(ctx context.Context, cfg config.Config, source, dir string, maxClips int, log io.Writer) (b Bench, err error) {
	show := newProgress(log)
	defer show.close()
	parts := newParts(cfg, show)
	defer func() { err = errors.Join(err, parts.Close()) }()
	if err := parts.ready(ctx); err != nil {
		return b, err
	}
	p, err := parts.pipeline(ctx, false)
	if err != nil {
		return b, err
	}
	m := newMeter(time.Now)
	p.Observe = func(r pipeline.Progress) {
		m.enter(string(r.Stage))
		show.observe(r)
	}
	m.enter("start")
	settings := clip.DefaultSettings()
	settings.MaxClips, settings.Captions, settings.Speech = maxClips, true, cfg.Speech
	info, err := p.Open(ctx, source, nil)
	if err != nil {
		return b, err
	}
	hash, err := p.Identify(ctx, info)
	if err != nil {
		return b, err
	}
	plan, err := p.Plan(ctx, info, hash, settings)
	if err != nil {
		return b, err
	}
	b = Bench{Source: filepath.Base(source), Duration: plan.Source.Duration, Clips: len(plan.Moments), Cores: cfg.Threads}
	for i, moment := range plan.Moments {
		show.clip(i, plan.Moments)
		if _, _, err := p.Make(ctx, plan, i, filepath.Join(dir, fmt.Sprintf("%02d", i+1))); err != nil {
			return b, err
		}
		b.ClipSeconds += float64(moment.End - moment.Start)
	}
	b.Stages = m.finish()
	for i := range b.Stages {
		switch s := &b.Stages[i]; pipeline.Stage(s.Stage) {
		case pipeline.Frame, pipeline.Render:
			s.Seconds = b.ClipSeconds
		default:
			s.Seconds = b.Duration
		}
	}
	b.PeakMemory = peakMemory()
	return b, nil
}

// meter charges time to the stage that reported last.
type meter struct {
	clock func() time.Time

	mu      sync.Mutex
	order   []string
	costs   map[string]*StageCost
	current string
	wall    time.Time
	cpu     float64
}

func newMeter(clock func() time.Time) *meter {
	return &meter{clock: clock, costs: map[string]*StageCost{}}
}

func (m *meter) enter(stage string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if stage == m.current {
		return
	}
	m.charge()
	m.current = stage
	if m.costs[stage] == nil {
		m.costs[stage] = &StageCost{Stage: stage}
		m.order = append(m.order, stage)
	}
}

func (m *meter) charge() {
	now, cpu := m.clock(), processorTime()
	if c := m.costs[m.current]; c != nil {
		c.Wall += now.Sub(m.wall).Seconds()
		c.CPU += cpu - m.cpu
	}
	m.wall, m.cpu = now, cpu
}

func (m *meter) finish() []StageCost {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.charge()
	var out []StageCost
	for _, s := range m.order {
		out = append(out, *m.costs[s])
	}
	return out
}

// processorTime is what this process and its ended children used, s.
func processorTime() float64 {
	total := 0.0
	for _, who := range []int{unix.RUSAGE_SELF, unix.RUSAGE_CHILDREN} {
		var r unix.Rusage
		if unix.Getrusage(who, &r) == nil {
			total += time.Duration(r.Utime.Nano() + r.Stime.Nano()).Seconds()
		}
	}
	return total
}

// peakMemory is the largest resident memory of this process, in bytes. Of its
// children getrusage would tell what they inherited from it before their exec.
func peakMemory() int64 {
	var r unix.Rusage
	if unix.Getrusage(unix.RUSAGE_SELF, &r) != nil {
		return 0
	}
	return int64(r.Maxrss) * maxrssUnit
}

// Print writes the figures as a table.
func (b Bench) Print(w io.Writer) error {
	fmt.Fprintf(w, "%s: %.1f s, %d clips of %.1f s together, %d threads\n", b.Source, b.Duration, b.Clips, b.ClipSeconds, b.Cores)
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "stage\tCPU s\twall s\tCPU s / s\twall s / s\t")
	var cpu, wall float64
	for _, s := range b.Stages {
		fmt.Fprintf(t, "%s\t%.2f\t%.2f\t%.4f\t%.4f\t\n", s.Stage, s.CPU, s.Wall, s.CPU/s.Seconds, s.Wall/s.Seconds)
		cpu, wall = cpu+s.CPU, wall+s.Wall
	}
	fmt.Fprintf(t, "all\t%.2f\t%.2f\t%.4f\t%.4f\t\n", cpu, wall, cpu/b.Duration, wall/b.Duration)
	if err := t.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "peak memory of clipd: %.0f MB\n", float64(b.PeakMemory)/1e6)
	return err
}
