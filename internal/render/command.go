package render

import (
	"fmt"
	"strings"

	"clipd/internal/clip"
	"clipd/internal/media"
)

// moves is the text of a sendcmd file that takes a crop filter along its boxes,
// one a frame; "" when the first one holds throughout. A command is timed half
// a frame before its frame, so that rounding cannot move it to another.
func moves(filter string, boxes []clip.Box, rate media.Rational) string {
	var b strings.Builder
	for n := 1; n < len(boxes); n++ {
		var set []string
		if boxes[n].X != boxes[n-1].X {
			set = append(set, fmt.Sprintf("%s x %d", filter, boxes[n].X))
		}
		if boxes[n].Y != boxes[n-1].Y {
			set = append(set, fmt.Sprintf("%s y %d", filter, boxes[n].Y))
		}
		if set != nil {
			fmt.Fprintf(&b, "%.6f %s;\n", (float64(n)-0.5)/rate.Float(), strings.Join(set, ", "))
		}
	}
	return b.String()
}
