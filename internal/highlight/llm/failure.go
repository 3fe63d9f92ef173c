package llm

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"syscall"
)

// failure is why the server is given up. It holds only words of ours: the
// errors of the client can quote the URL, and with it credentials.
type failure struct {
	reason string
	tries  int // 0 where it is no matter of trying
}

// Error is the reason, with the tries when there were several.
func (f *failure) Error() string {
	if f.tries > 1 {
		return fmt.Sprintf("%s after %d tries", f.reason, f.tries)
	}
	return f.reason
}

func statusName(status int) string {
	if text := http.StatusText(status); text != "" {
		return fmt.Sprintf("%d %s", status, text)
	}
	return fmt.Sprint(status)
}

// transportReason names the common causes of having no answer.
func transportReason(err error) string {
	if _, ok := errors.AsType[*net.DNSError](err); ok {
		return "its host was not found"
	}
	if _, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return "its certificate is not trusted"
	}
	if errno, ok := errors.AsType[syscall.Errno](err); ok {
		return errno.Error()
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return "no answer in time"
	}
	return "no answer"
}
