package media

import (
	"context"
	"fmt"
	"os"
	"testing"
	"time"

	"go.uber.org/goleak"
)

// asChild makes the test binary encode without end, to be killed by a test.
const asChild = "MEDIA_TEST_ENDLESS"

func TestMain(m *testing.M) {
	if os.Getenv(asChild) != "" {
		err := Run(context.Background(), Command{
			Args:     []string{"-re", "-f", "lavfi", "-i", "testsrc2", "-f", "null", "-"},
			Progress: func(time.Duration) { fmt.Println("running") },
		})
		fmt.Println(err)
		return
	}
	goleak.VerifyTestMain(m)
}
