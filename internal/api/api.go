package api

import "net/http"

// New returns the handler of the whole service.
func New(c Config) http.Handler {
	return http.NewServeMux()
}
