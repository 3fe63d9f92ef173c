package mediatest

import (
	"bytes"
	"encoding/binary"
	"os"
	"testing"
)

// turn writes a rotation into the display matrix of the first track of an MP4
// file (tkhd, ISO/IEC 14496-12 8.3.2). ffmpeg's own way of doing so differs
// between its versions.
func turn(t testing.TB, path string, degrees int) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	at := bytes.Index(b, []byte("tkhd"))
	if at < 0 {
		t.Fatalf("%s has no track header", path)
	}
	const matrixOffset = 4 + 4 + 36 // name, version and flags, the fields of version 0
	const one = 1 << 16
	m := map[int][4]int32{90: {0, one, -one, 0}, 180: {-one, 0, 0, -one}, 270: {0, -one, one, 0}}[degrees]
	for i, v := range []int32{m[0], m[1], 0, m[2], m[3], 0} {
		binary.BigEndian.PutUint32(b[at+matrixOffset+4*i:], uint32(v))
	}
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
}
