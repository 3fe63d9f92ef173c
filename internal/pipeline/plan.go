package pipeline

import (
	"context"
	"fmt"
	"strings"
	"unicode"

	"clipd/internal/clip"
	"clipd/internal/framing"
	"clipd/internal/highlight"
	"clipd/internal/media"
)

// Plan is what is known of a job before its clips are made: what a retry or
// another worker goes on from.
type Plan struct {
	Source   media.Info    `json:"source"`
	Hash     string        `json:"hash"` // SHA-256 of the source's bytes, hex
	Settings clip.Settings `json:"settings"`
	// Transcript is nil where nobody had to listen: windows without captions.
	Transcript *clip.Transcript `json:"transcript,omitempty"`
	Moments    []clip.Moment    `json:"moments"`
	Warnings   []string         `json:"warnings,omitempty"`
	// Selector is what chose the moments, and Usage what that cost.
	Selector string          `json:"selector,omitempty"`
	Usage    highlight.Usage `json:"usage,omitzero"`
}

// Open brings the source, a file or an http(s) URL, to this machine, probes it
// and checks what can be checked at once: that it has a picture, its limits and
// the windows.
func (p *Pipeline) Open(ctx context.Context, source string, windows []clip.Window) (media.Info, error) {
	info, err := p.ingest(ctx, source)
	if err != nil {
		return info, err
	}
	if err := needPicture(source, info); err != nil {
		return info, err
	}
	return info, CheckWindows(windows, info)
}

// Plan does the stages of the whole source, which was opened with the same
// windows and whose bytes have the hash ([Pipeline.Identify]). Errors are of type
// [clip.Error] where the source or the settings are at fault.
func (p *Pipeline) Plan(ctx context.Context, info media.Info, hash string, s clip.Settings) (Plan, error) {
	if err := s.Validate(); err != nil {
		return Plan{}, err
	}
	plan := Plan{Source: info, Hash: hash, Settings: s}
	if info.Claimed > 0 {
		plan.Warnings = append(plan.Warnings, fmt.Sprintf("the source ends at %.1f s although its header says %.1f s: it was cut off, and clips come from what is there", info.Duration, info.Claimed))
	}
	if len(s.Windows) == 0 || s.Captions {
		t, err := p.listen(ctx, plan)
		if err != nil {
			return plan, err
		}
		plan.Transcript = &t
		plan.Warnings = append(plan.Warnings, t.Warnings...)
	}
	if len(s.Windows) > 0 {
		plan.Moments = windowMoments(s.Windows)
		return plan, nil
	}
	p.report(Select, 0, info.Duration)
	req := highlight.Request{Transcript: *plan.Transcript, Settings: s}
	if len(req.Transcript.Sentences) == 0 {
		req.Activity = activity(ctx, info)
	}
	sel := p.selector().Select(ctx, req)
	if err := ctx.Err(); err != nil {
		return plan, err
	}
	plan.Selector, plan.Usage = sel.Selector, sel.Usage
	plan.Moments = breathing(*plan.Transcript, sel.Moments, s.MaxLength)
	plan.Warnings = append(plan.Warnings, sel.Warnings...)
	p.report(Select, info.Duration, info.Duration)
	if len(plan.Moments) == 0 {
		return plan, clip.Errorf(clip.Unusable, "source", "no moment of the source fits what was asked")
	}
	return plan, nil
}

func (p *Pipeline) selector() Selector {
	if p.Selector == nil {
		return highlight.Builtin{}
	}
	return p.Selector
}

// Look chooses the camera of one window of a source that was opened with it, for
// `clipd frame`.
func (p *Pipeline) Look(ctx context.Context, info media.Info, w clip.Window, a clip.Aspect) (clip.Camera, error) {
	return p.frame(ctx, framing.Request{Source: info, Span: clip.Span{Start: w.Start, End: w.End}, Aspect: a})
}

// frameTolerance is how far a window may pass the end of the source: the
// header's length and the last frame's end differ by about that much.
const frameTolerance clip.Seconds = 0.05

// CheckWindows tells which window does not lie in the source.
func CheckWindows(windows []clip.Window, info media.Info) error {
	length := clip.Seconds(info.Duration)
	for i, w := range windows {
		if w.End > length+frameTolerance {
			param := fmt.Sprintf("windows[%d]", i)
			return clip.Errorf(clip.Invalid, param+".end", "%s ends at %.1f s but the video is %.1f s long", param, float64(w.End), info.Duration)
		}
		if media.FrameAt(*info.Video, float64(w.End)) <= media.FrameAt(*info.Video, float64(w.Start)) {
			param := fmt.Sprintf("windows[%d]", i)
			return clip.Errorf(clip.Invalid, param, "%s is shorter than one frame of the video", param)
		}
	}
	return nil
}

func windowMoments(windows []clip.Window) []clip.Moment {
	var moments []clip.Moment
	for _, w := range windows {
		label := strings.Join(strings.FieldsFunc(w.Label, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
		if label == "" {
			label = fmt.Sprintf("%v to %v", w.Start, w.End)
		}
		moments = append(moments, clip.Moment{
			Start: w.Start, End: w.End, Label: label, FirstSentence: -1, LastSentence: -1,
		})
	}
	return moments
}
