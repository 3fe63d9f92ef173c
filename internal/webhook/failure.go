package webhook

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"syscall"
	"time"

	"clipd/internal/clip"
	"clipd/internal/fetch"
)

// failure says in a few words why a receiver was not reached. The errors of
// net/http hold the URL, which may hold a secret, and addresses of ours.
func failure(host string, timeout time.Duration, err error) error {
	unavailable := func(format string, args ...any) error { return clip.Errorf(clip.Unavailable, "", format, args...) }
	var (
		refused  *fetch.AddressError
		name     *net.DNSError
		cert     *tls.CertificateVerificationError
		netError net.Error
	)
	switch {
	case errors.As(err, &refused):
		return unavailable("%s is refused: %w", host, refused)
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &netError) && netError.Timeout():
		return unavailable("%s did not answer within %v", host, timeout)
	case errors.As(err, &name) && name.IsNotFound:
		return unavailable("there is no host %s", host)
	case errors.As(err, &name):
		return unavailable("the name %s cannot be resolved now", host)
	case errors.As(err, &cert):
		return unavailable("the certificate of %s is not valid", host)
	case errors.Is(err, http.ErrSchemeMismatch):
		return unavailable("%s does not speak TLS", host)
	case errors.Is(err, syscall.ECONNREFUSED):
		return unavailable("%s refused the connection", host)
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE):
		return unavailable("%s ended the connection without an answer", host)
	case errors.Is(err, syscall.EHOSTUNREACH), errors.Is(err, syscall.ENETUNREACH):
		return unavailable("%s cannot be reached", host)
	}
	return unavailable("the connection to %s failed", host)
}

// answer says what else than 2xx a receiver answered.
func answer(host string, status int) error {
	if status >= 300 && status < 400 {
		return clip.Errorf(clip.Unavailable, "", "%s answered %d: redirects are not followed", host, status)
	}
	return clip.Errorf(clip.Unavailable, "", "%s answered %d %s", host, status, http.StatusText(status))
}
