package media

import (
	"context"
	"fmt"
)

// TrialEncode encodes a tenth of a second with a video encoder and its options.
// Encoders that are compiled in but cannot run here fail.
func TrialEncode(ctx context.Context, encoder string, args ...string) error {
	all := append([]string{"-f", "lavfi", "-i", "testsrc2=size=320x240:rate=30:duration=0.1", "-c:v", encoder}, args...)
	if err := Run(ctx, Command{Args: append(all, "-f", "null", "-")}); err != nil {
		return fmt.Errorf("trying encoder %s: %w", encoder, err)
	}
	return nil
}

// TrialFilter runs a chain of video filters on a tenth of a second.
func TrialFilter(ctx context.Context, graph string) error {
	if err := Run(ctx, Command{Args: []string{"-f", "lavfi", "-i", "testsrc2=size=320x240:rate=30:duration=0.1", "-vf", graph, "-f", "null", "-"}}); err != nil {
		return fmt.Errorf("trying filter %s: %w", graph, err)
	}
	return nil
}
