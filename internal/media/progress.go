package media

import (
	"bufio"
	"io"
	"strconv"
	"strings"
	"time"
)

// readProgress reads what ffmpeg's -progress writes, key=value lines, and tells
// report the time reached in the output, never less than before.
func readProgress(r io.Reader, report func(time.Duration)) {
	var reached time.Duration
	for s := bufio.NewScanner(r); s.Scan(); {
		if t, ok := progressTime(s.Text()); ok && t > reached {
			reached = t
			report(t)
		}
	}
	_, _ = io.Copy(io.Discard, r)
}

// progressTime reads one line. Only out_time_us counts (out_time_ms holds
// microseconds too, and may go away); it is N/A before the first packet and can
// be negative.
func progressTime(line string) (time.Duration, bool) {
	value, ok := strings.CutPrefix(strings.TrimSpace(line), "out_time_us=")
	if !ok {
		return 0, false
	}
	us, err := strconv.ParseInt(strings.TrimSpace(value), 10, 64)
	if err != nil || us < 0 || us > int64(1<<62)/1000 {
		return 0, false
	}
	return time.Duration(us) * time.Microsecond, true
}
