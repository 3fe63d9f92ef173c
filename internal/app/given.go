package app

import (
	"fmt"
	"strconv"
	"strings"

	"clipd/internal/clip"
)

// headcount is how many people are said to speak; 0 where nobody said. To give 0
// is a mistake.
type headcount int

// UnmarshalText reads the value of a flag.
func (h *headcount) UnmarshalText(text []byte) error {
	n, err := strconv.Atoi(string(text))
	if err != nil || n < 1 || n > clip.MaxSpeakers {
		return fmt.Errorf("speakers must be from 1 to %d, not %q", clip.MaxSpeakers, text)
	}
	*h = headcount(n)
	return nil
}

// folderName is a folder; empty where none was given. To give an empty one, as an
// unset variable of a shell does, is a mistake.
type folderName string

// UnmarshalText reads the value of a flag.
func (f *folderName) UnmarshalText(text []byte) error {
	if strings.TrimSpace(string(text)) == "" {
		return fmt.Errorf("the folder's name is empty")
	}
	*f = folderName(text)
	return nil
}
