package remote

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"syscall"
	"time"
)

// failure is why the endpoint is given up. It holds only words of ours, because
// the errors of the client can quote the URL, and with it credentials.
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

// failure tells why the exchange failed, given the client's error and how long
// one try could take; nil when it did not.
func (x *exchange) failure(err error, each time.Duration) *failure {
	switch {
	case x.huge:
		return &failure{reason: fmt.Sprintf("its answer is longer than %d bytes", x.limit)}
	case x.status >= 300:
		return &failure{statusName(x.status), x.tries}
	case err == nil:
		return nil
	case errors.Is(err, context.DeadlineExceeded):
		return &failure{fmt.Sprintf("no answer within %v", each.Round(100*time.Millisecond)), x.tries}
	}
	return &failure{transportReason(err), x.tries}
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
	return "no answer"
}
