package api

import (
	"log/slog"
	"net/http"
	"time"
)

// The limits of a connection. Bodies and answers have theirs in the handlers,
// since an upload may take hours and a JSON body may not.
const (
	headerTimeout  = 10 * time.Second
	keepAlive      = 2 * time.Minute
	maxHeaderBytes = 32 << 10
)

// Server returns a server for h with the limits of a connection set. Its own
// complaints go to log.
func Server(addr string, h http.Handler, log *slog.Logger) *http.Server {
	return &http.Server{
		Addr: addr, Handler: h,
		ReadHeaderTimeout: headerTimeout, IdleTimeout: keepAlive, MaxHeaderBytes: maxHeaderBytes,
		ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
}
