// Package webhook makes one delivery attempt of a callback, and tells when the
// next one is due. Requests are signed as Standard Webhooks describes
// (https://www.standardwebhooks.com, symmetric signatures "v1"): the headers
// webhook-id, webhook-timestamp and webhook-signature.
//
// Receivers are named by users, so that connections are made by the transport of
// package fetch. Redirects are not followed. What is delivered, and keeping count
// of the attempts, is the caller's.
package webhook
