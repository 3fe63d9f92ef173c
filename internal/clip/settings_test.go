package clip

import (
	"errors"
	"math"
	"strings"
	"testing"
)

func TestValidateNamesTheField(t *testing.T) {
	nan := Seconds(math.NaN())
	for _, tt := range []struct {
		name  string
		edit  func(*Settings)
		param string
	}{
		{"defaults", func(*Settings) {}, ""},
		{"no clips", func(s *Settings) { s.MaxClips = 0 }, "max_clips"},
		{"too many clips", func(s *Settings) { s.MaxClips = 11 }, "max_clips"},
		{"most clips", func(s *Settings) { s.MaxClips = 10 }, ""},
		{"long instruction", func(s *Settings) { s.Instruction = strings.Repeat("é", 2001) }, "instruction"},
		{"longest instruction", func(s *Settings) { s.Instruction = strings.Repeat("é", 2000) }, ""},
		{"aspect", func(s *Settings) { s.Aspect = "4:3" }, "aspect_ratio"},
		{"too many speakers", func(s *Settings) { s.Speakers = 11 }, "speakers"},
		{"speakers", func(s *Settings) { s.Speakers = 10 }, ""},
		{"min over max", func(s *Settings) { s.MinLength, s.MaxLength = 30, 20 }, "max_length"},
		{"NaN", func(s *Settings) { s.MinLength = nan }, "min_length"},
		{"length outside", func(s *Settings) { s.Length = 91 }, "length"},
		{"length", func(s *Settings) { s.Length = 45 }, ""},
		{"window backwards", func(s *Settings) { s.Windows = []Window{{Start: 0, End: 1}, {Start: 5, End: 5}} }, "windows[1].end"},
		{"window before the start", func(s *Settings) { s.Windows = []Window{{Start: -1, End: 1}} }, "windows[0].start"},
		{"window NaN", func(s *Settings) { s.Windows = []Window{{Start: nan, End: 1}} }, "windows[0].start"},
		{"too many windows", func(s *Settings) { s.Windows = make([]Window, 11) }, "windows"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := DefaultSettings()
			tt.edit(&s)
			err := s.Validate()
			if tt.param == "" {
				if err != nil {
					t.Fatal(err)
				}
				return
			}
			e, ok := errors.AsType[*Error](err)
			if !ok || e.Code != Invalid || e.Param != tt.param {
				t.Errorf("error %v (%+v), want one about %s", err, e, tt.param)
			}
		})
	}
}
