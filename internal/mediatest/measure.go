package mediatest

import (
	"bytes"
	"regexp"
	"strconv"
	"testing"

	"clipd/internal/media"
)

// Probe is [media.Probe]; an error ends the test.
func Probe(t testing.TB, path string) media.Info {
	t.Helper()
	info, err := media.Probe(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	return info
}

// DecodesToEnd fails the test where decoding the file reports any error.
func DecodesToEnd(t testing.TB, path string) {
	t.Helper()
	var log bytes.Buffer
	args := []string{"-xerror", "-i", media.File(path), "-map", "0:v?", "-map", "0:a?", "-f", "null", "-"}
	if err := media.Run(t.Context(), media.Command{Args: args, Log: &log}); err != nil || log.Len() > 0 {
		t.Errorf("decoding %s: %v\n%s", path, err, log.String())
	}
}

// Loudness measures the first sound track of a file by EBU R 128: integrated
// loudness in LUFS and true peak in dBTP.
func Loudness(t testing.TB, path string) (lufs, truePeak float64) {
	t.Helper()
	log := filterLog(t, "-i", media.File(path), "-map", "0:a:0", "-af", "ebur128=peak=true", "-f", "null", "-")
	return lastNumber(t, log, `I:\s+(-?[0-9.]+|-inf) LUFS`), lastNumber(t, log, `Peak:\s+(-?[0-9.]+|-inf) dBFS`)
}

// SSIM compares the pictures of two files of equal size and frame count; 1 is
// equal.
func SSIM(t testing.TB, a, b string) float64 {
	t.Helper()
	log := filterLog(t, "-i", media.File(a), "-i", media.File(b), "-filter_complex",
		"[0:v:0]settb=AVTB,setpts=PTS-STARTPTS[a];[1:v:0]settb=AVTB,setpts=PTS-STARTPTS[b];[a][b]ssim", "-f", "null", "-")
	return lastNumber(t, log, `All:([0-9.]+)`)
}

func filterLog(t testing.TB, args ...string) string {
	t.Helper()
	var log bytes.Buffer
	if err := media.Run(t.Context(), media.Command{Args: args, LogLevel: "info", Log: &log}); err != nil {
		t.Fatal(err)
	}
	return log.String()
}

func lastNumber(t testing.TB, log, pattern string) float64 {
	t.Helper()
	all := regexp.MustCompile(pattern).FindAllStringSubmatch(log, -1)
	if len(all) == 0 {
		t.Fatalf("ffmpeg did not tell %s:\n%s", pattern, log)
	}
	v, err := strconv.ParseFloat(all[len(all)-1][1], 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}
