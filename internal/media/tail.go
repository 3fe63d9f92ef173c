package media

import (
	"bytes"
	"regexp"
	"strings"
	"sync"
)

// tail keeps the last part of what a child says on its standard error.
type tail struct {
	mu  sync.Mutex
	buf []byte
}

const tailBytes = 8 << 10

func (t *tail) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.buf = append(t.buf, p...)
	if over := len(t.buf) - tailBytes; over > 0 {
		t.buf = append(t.buf[:0], t.buf[over:]...)
	}
	return len(p), nil
}

// logContext is the "[mov,mp4 @ 0x55...] " in front of ffmpeg's lines; the address
// differs from run to run.
var logContext = regexp.MustCompile(`^(\[[^\]]* @ 0x[0-9a-f]+\] )+`)

// text is the last few different lines, for an error message.
func (t *tail) text() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	said := t.buf
	if len(said) == tailBytes {
		_, said, _ = bytes.Cut(said, []byte("\n"))
	}
	var lines []string
	for line := range bytes.Lines(said) {
		s := strings.TrimSpace(logContext.ReplaceAllString(string(line), ""))
		if s != "" && (len(lines) == 0 || lines[len(lines)-1] != s) {
			lines = append(lines, s)
		}
	}
	const keep = 4
	if len(lines) > keep {
		lines = lines[len(lines)-keep:]
	}
	return strings.ToValidUTF8(strings.Join(lines, "; "), "?")
}
