package endpoint

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

// Failure is why a server is given up. It holds only words of ours, because the
// errors of the client can quote the URL, and with it credentials.
type Failure struct {
	Reason string
	Tries  int // 0 where it is no matter of trying
}

// Error is the reason, with the tries when there were several.
func (f *Failure) Error() string {
	if f.Tries > 1 {
		return fmt.Sprintf("%s after %d tries", f.Reason, f.Tries)
	}
	return f.Reason
}

// Failure tells why the exchange failed, given the client's error; nil when it
// did not.
func (x *Exchange) Failure(err error) *Failure {
	switch {
	case x.huge:
		return &Failure{Reason: fmt.Sprintf("its answer is longer than %d bytes", x.Limit)}
	case x.status >= 300:
		return &Failure{statusName(x.status), x.tries}
	case err == nil:
		return nil
	case x.status > 0:
		return &Failure{Reason: "its answer is not that of such a service"}
	case errors.Is(err, context.DeadlineExceeded):
		return &Failure{fmt.Sprintf("no answer within %v", x.Patience.Round(100*time.Millisecond)), x.tries}
	}
	return &Failure{transportReason(err), x.tries}
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
