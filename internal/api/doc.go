// Package api is the HTTP contract of the service: routes, authentication,
// validation, errors, limits of requests, and the OpenAPI document and its page.
//
// It keeps nothing and decides nothing about jobs: what it does with a valid
// request it asks of [Jobs] and [Assets].
//
// Routes lie on [net/http.ServeMux]. huma makes the OpenAPI document out of the
// Go types and joins each operation to its route; reading and checking of
// requests is done here with the schemas that huma made, since every error must
// be the contract's envelope, with the field named as the contract names it.
package api
