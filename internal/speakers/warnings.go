package speakers

import (
	"fmt"
	"strings"
)

// Where voices are not told apart well.
const (
	noisyClearance  = 30.0  // dB
	narrowBrightess = -30.0 // dB
)

// warnings say what makes the speakers that were found doubtful. A voice
// alone is never doubted: nothing was told apart.
func warnings(c condition, found, count int) []string {
	var why []string
	if c.clearance() < noisyClearance {
		why = append(why, "there is noise or echo")
	}
	if c.brightness() < narrowBrightess {
		why = append(why, "the sound is muffled, as over a telephone")
	}
	switch {
	case count > found:
		return []string{fmt.Sprintf("only %s could be told apart, not %d", people(found), count)}
	case count == 0 && found > 1 && len(why) > 0:
		return []string{fmt.Sprintf("it is not sure who speaks, because %s: %s found; if it is another number, give it (speakers)", strings.Join(why, " and "), people(found))}
	}
	return nil
}

func people(n int) string {
	if n == 1 {
		return "1 speaker was"
	}
	return fmt.Sprintf("%d speakers were", n)
}
