package store

import "crypto/rand"

const (
	alphabet     = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	idLength     = 22 // 131 bits
	secretLength = 43 // 256 bits
)

// NewID returns an identifier that nobody can guess: the prefix, such as
// "clip_", and 22 letters and digits.
func NewID(prefix string) string { return prefix + random(idLength) }

// random returns n letters and digits of the system's random source.
func random(n int) string {
	out, pool := make([]byte, 0, n), make([]byte, 2*n)
	for {
		rand.Read(pool)
		for _, b := range pool {
			if int(b) >= 256/len(alphabet)*len(alphabet) {
				continue // or some letters would come more often
			}
			if out = append(out, alphabet[int(b)%len(alphabet)]); len(out) == n {
				return string(out)
			}
		}
	}
}
