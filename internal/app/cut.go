package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"path"
	"path/filepath"
	"strings"
	"time"

	"github.com/google/renameio/v2"

	"clipd/internal/clip"
	"clipd/internal/models"
	"clipd/internal/pipeline"
)

type cutCommand struct {
	Source        string        `arg:"" help:"A video file, or an http or https URL of one."`
	Output        folderName    `short:"o" name:"output" placeholder:"DIR" help:"Folder for the clips (NAME-clips in the working folder)."`
	Window        []clip.Window `sep:"none" placeholder:"START-END[=LABEL]" help:"Cut exactly this, for example 1:05-1:35=Intro; may be given ten times."`
	Aspect        string        `default:"9:16" placeholder:"A" help:"Shape of the clips: 9:16, 1:1 or 16:9 (9:16)."`
	Captions      bool          `help:"Burn captions in and write WebVTT beside each clip."`
	SpeakerColors bool          `help:"Give each speaker's burned captions a colour."`
	Language      string        `placeholder:"L" help:"Language of the talk as two letters, such as en (found)."`
	Speakers      headcount     `placeholder:"N" help:"How many people speak, 1-10 (found)."`
	NoCache       bool          `help:"Listen anew, keep no transcript."`
	JSON          bool          `name:"json" help:"Print job.json to standard output, nothing else."`

	wishFlags `embed:""`
}

// Help is shown by `clipd cut --help`.
func (cutCommand) Help() string {
	return `Writes into DIR: job.json and, for each clip, an .mp4, a .jpg and, with captions, a .vtt. The clips of an earlier cut into DIR, as its job.json names them, are replaced; no other file is.

With --window nothing is chosen: the wishes for clips do not count.

Exit codes: 0 done, 1 failed, 2 usage, 3 nothing usable in the source, 130 interrupted (finished clips stay).`
}

func (c cutCommand) settings(s *session) clip.Settings {
	set := c.wishFlags.settings()
	set.Windows, set.Aspect, set.Captions = c.Window, clip.Aspect(c.Aspect), c.Captions
	set.Language, set.Speech, set.Speakers = c.Language, s.config.Speech, int(c.Speakers)
	set.SpeakerColors = c.SpeakerColors
	return set
}

// Run cuts the clips of one source.
func (c cutCommand) Run(ctx context.Context, s *session) error {
	settings := c.settings(s)
	if err := settings.Validate(); err != nil {
		return err
	}
	job, dir, err := c.work(ctx, s, settings)
	if err != nil {
		if n := len(job.Clips); n > 0 {
			fmt.Fprintf(s.Err, "clipd: finished clips in %s: %d\n", dir, n)
		}
		if c.JSON {
			return errors.Join(err, printJSON(s.Out, unfinished(job, settings, time.Now(), err)))
		}
		return err
	}
	for _, w := range job.Warnings {
		fmt.Fprintln(s.Err, "warning:", w)
	}
	if c.JSON {
		return printJSON(s.Out, job)
	}
	return printClips(s.Out, dir, job)
}

// work holds the source and what the stages need while the clips are made.
func (c cutCommand) work(ctx context.Context, s *session, settings clip.Settings) (job clip.Job, dir string, err error) {
	show := newProgress(s.Err)
	defer show.close()
	parts := newParts(s.config, show)
	defer func() { err = errors.Join(err, parts.Close()) }()
	p, err := parts.pipeline(ctx, !c.NoCache)
	if err != nil {
		return job, "", err
	}
	release, err := p.Hold(ctx, c.Source)
	if err != nil {
		return job, "", err
	}
	defer func() { err = errors.Join(err, release(err)) }()
	return c.cut(ctx, p, parts, settings, show)
}

// cut makes the clips and job.json. What can fail early does so before anybody
// listens to the source for long.
func (c cutCommand) cut(ctx context.Context, p *pipeline.Pipeline, parts *parts, settings clip.Settings, show *progress) (job clip.Job, dir string, err error) {
	if len(settings.Windows) == 0 || settings.Captions {
		if _, err := p.Speech.Identity(ctx); err != nil {
			return job, "", err
		}
		if _, err := p.Diarizer.Identity(ctx); err != nil {
			return job, "", err
		}
	}
	source, err := p.Open(ctx, c.Source, settings.Windows)
	if err != nil {
		return job, "", err
	}
	dir = string(c.Output)
	if dir == "" {
		dir = sourceName(c.Source) + "-clips"
	}
	o, err := openOutput(dir)
	if err != nil {
		return job, dir, err
	}
	defer func() { err = errors.Join(err, o.close()) }()
	if err := parts.ready(ctx, models.Runtime, models.Face); err != nil {
		return job, dir, err
	}
	hash, err := p.Identify(ctx, source)
	if err != nil {
		return job, dir, err
	}
	plan, err := p.Plan(ctx, source, hash, settings)
	if err != nil {
		return job, dir, err
	}
	if said := cost(plan.Usage); said != "" {
		show.say("%s", said)
	}
	bases := make([]string, len(plan.Moments))
	for i, m := range plan.Moments {
		bases[i] = filepath.Join(dir, fmt.Sprintf("%02d-%s", i+1, pipeline.Slug(m.Label)))
	}
	if err := o.clear(source.Path, bases); err != nil {
		return job, dir, err
	}
	job = newJob(plan, time.Now())
	err = makeClips(ctx, p, plan, bases, &job, show)
	if written := writeJob(dir, job); written != nil && err == nil {
		err = written
	}
	return job, dir, err
}

// makeClips makes the clips of the plan, in order. One that cannot be made is a
// warning where others were made, except that every window must be.
func makeClips(ctx context.Context, p *pipeline.Pipeline, plan pipeline.Plan, bases []string, job *clip.Job, show *progress) error {
	var failed error
	for i, m := range plan.Moments {
		show.clip(i, plan.Moments)
		made, warnings, err := p.Make(ctx, plan, i, bases[i])
		if err != nil {
			err = fmt.Errorf("clip %d (%v to %v): %w", i+1, m.Start, m.End, err)
			if len(plan.Settings.Windows) > 0 {
				err = fmt.Errorf("windows[%d]: %w", i, errors.Unwrap(err))
			}
			if ctx.Err() != nil || len(plan.Settings.Windows) > 0 || clip.CodeOf(err) == clip.Unavailable || clip.CodeOf(err) == clip.Missing {
				return fail(job, err)
			}
			failed = err
			job.Warnings = append(job.Warnings, "not made: "+err.Error())
			continue
		}
		for _, w := range warnings {
			job.Warnings = append(job.Warnings, fmt.Sprintf("clip %d: %s", i+1, w))
		}
		job.Clips = append(job.Clips, made)
	}
	if len(job.Clips) == 0 {
		return fail(job, failed)
	}
	job.Status, job.Stage, job.Progress = clip.Completed, "done", 100
	return nil
}

func fail(job *clip.Job, err error) error {
	text := err.Error()
	if errors.Is(err, context.Canceled) {
		text = "interrupted"
	}
	job.Status, job.FailureMessage = clip.Failed, &text
	return err
}

// unfinished is what --json prints of a job that failed, also before there was
// a plan of it.
func unfinished(job clip.Job, settings clip.Settings, now time.Time, err error) clip.Job {
	if job.CreatedAt == 0 {
		job = clip.Job{CreatedAt: now.Unix(), Stage: string(pipeline.Ingest), Settings: settings, Clips: []clip.Clip{}, Warnings: []string{}}
	}
	if job.Status != clip.Failed {
		_ = fail(&job, err)
	}
	return job
}

func newJob(plan pipeline.Plan, now time.Time) clip.Job {
	job := clip.Job{
		ID: pipeline.JobID(plan), Status: clip.Running, Clips: []clip.Clip{},
		CreatedAt: now.Unix(), Stage: string(pipeline.Render),
		SourceDuration: clip.Seconds(plan.Source.Duration), Settings: plan.Settings,
		Warnings: append([]string{}, plan.Warnings...),
	}
	if len(plan.Settings.Windows) == 0 {
		job.TranscriptSource = clip.Unintelligible
		if len(plan.Transcript.Sentences) > 0 {
			job.TranscriptSource = clip.Transcribed
		}
	}
	return job
}

func writeJob(dir string, job clip.Job) error {
	text, err := json.MarshalIndent(job, "", "  ")
	if err != nil {
		return fmt.Errorf("writing job.json: %w", err)
	}
	if err := renameio.WriteFile(filepath.Join(dir, jobFile), append(text, '\n'), 0o644); err != nil {
		return fmt.Errorf("writing job.json: %w", err)
	}
	return nil
}

func printClips(w io.Writer, dir string, job clip.Job) error {
	var b strings.Builder
	for _, c := range job.Clips {
		score := ""
		if c.Score != nil {
			score = fmt.Sprintf("  score %.2f", *c.Score)
		}
		fmt.Fprintf(&b, "%s\n    %s  (%v to %v, %.1f s%s)\n", filepath.Join(dir, c.URL), c.Label, c.Start, c.End, float64(c.Duration), score)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func printJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

// sourceName is the base name of a file or URL without its extension.
func sourceName(source string) string {
	name := filepath.Base(source)
	if u, err := url.Parse(source); err == nil && u.Host != "" {
		name = path.Base(u.Path)
	}
	name = strings.TrimSuffix(name, filepath.Ext(name))
	if name == "" || name == "." || name == "/" {
		return "source"
	}
	return name
}
