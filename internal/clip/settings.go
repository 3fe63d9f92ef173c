package clip

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// The limits of what can be asked.
const (
	MaxClips               = 10
	DefaultClips           = 5
	MaxWindows             = 10
	MaxInstruction         = 2000 // characters
	MaxTime        Seconds = 1e6  // of a window; eleven days
	MaxSpeakers            = 10
	MinLength      Seconds = 15 // of a chosen moment
	MaxLength      Seconds = 90 // of a chosen moment
)

// Window is a part that was asked for: it is cut exactly.
type Window struct {
	Start Seconds `json:"start"`
	End   Seconds `json:"end"`
	Label string  `json:"label,omitempty"`
}

// Settings is what was asked of a job, with defaults filled in.
type Settings struct {
	MaxClips    int      `json:"max_clips"`
	Instruction string   `json:"instruction,omitempty"`
	Windows     []Window `json:"windows,omitempty"`
	Aspect      Aspect   `json:"aspect_ratio"`
	Captions    bool     `json:"enable_caption"`
	MinLength   Seconds  `json:"min_length"`
	MaxLength   Seconds  `json:"max_length"`
	Length      Seconds  `json:"length,omitempty"`   // the wanted length, 0 for no wish
	Language    string   `json:"language,omitempty"` // ISO 639-1, "" to find it
	Speech      string   `json:"speech,omitempty"`   // the recogniser, "" for the default
	Speakers    int      `json:"speakers,omitempty"` // how many people speak, 0 to find it
	// SpeakerColors gives each speaker's burned captions a colour.
	SpeakerColors bool `json:"speaker_colors,omitempty"`
}

// DefaultSettings are the settings when nothing is asked.
func DefaultSettings() Settings {
	return Settings{MaxClips: DefaultClips, Aspect: Vertical, MinLength: MinLength, MaxLength: MaxLength}
}

// Validate checks what can be checked without the source. The first fault is
// returned as an [Error] of code [Invalid] that names the field.
func (s Settings) Validate() error {
	if s.MaxClips < 1 || s.MaxClips > MaxClips {
		return Errorf(Invalid, "max_clips", "max_clips must be from 1 to %d, not %d", MaxClips, s.MaxClips)
	}
	if n := utf8.RuneCountInString(s.Instruction); n > MaxInstruction {
		return Errorf(Invalid, "instruction", "instruction must have at most %d characters, not %d", MaxInstruction, n)
	}
	if _, _, err := s.Aspect.Ratio(); err != nil {
		return Errorf(Invalid, "aspect_ratio", "%w", err)
	}
	if s.Speakers < 0 || s.Speakers > MaxSpeakers {
		return Errorf(Invalid, "speakers", "speakers must be from 1 to %d, not %d", MaxSpeakers, s.Speakers)
	}
	if s.Language != "" && !slices.Contains(languages(), s.Language) {
		return Errorf(Invalid, "language", "language %q is not one that can be understood; name one of %s", s.Language, strings.Join(languages(), ", "))
	}
	if err := s.validateLengths(); err != nil {
		return err
	}
	return s.validateWindows()
}

func (s Settings) validateLengths() error {
	for _, l := range []struct {
		param string
		v     Seconds
	}{{"min_length", s.MinLength}, {"max_length", s.MaxLength}, {"length", s.Length}} {
		if math.IsNaN(float64(l.v)) || l.v < 0 || l.v > 3600 {
			return Errorf(Invalid, l.param, "%s must be from 0 to 3600 seconds", l.param)
		}
	}
	if s.MinLength <= 0 || s.MaxLength < s.MinLength {
		return Errorf(Invalid, "max_length", "max_length (%v) must be at least min_length (%v), which must be over 0", s.MaxLength, s.MinLength)
	}
	if s.Length != 0 && (s.Length < s.MinLength || s.Length > s.MaxLength) {
		return Errorf(Invalid, "length", "length (%v) must lie from min_length (%v) to max_length (%v)", s.Length, s.MinLength, s.MaxLength)
	}
	return nil
}

func (s Settings) validateWindows() error {
	if len(s.Windows) > MaxWindows {
		return Errorf(Invalid, "windows", "windows must have at most %d entries, not %d", MaxWindows, len(s.Windows))
	}
	for i, w := range s.Windows {
		start, end := fmt.Sprintf("windows[%d].start", i), fmt.Sprintf("windows[%d].end", i)
		switch {
		case !(w.Start >= 0):
			return Errorf(Invalid, start, "%s must be at least 0", start)
		case !(w.End > w.Start):
			return Errorf(Invalid, end, "%s must be greater than start", end)
		case w.End > MaxTime:
			return Errorf(Invalid, end, "%s must be at most %d seconds", end, int(MaxTime))
		}
	}
	return nil
}
