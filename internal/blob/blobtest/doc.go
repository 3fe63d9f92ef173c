// Package blobtest gives other packages' tests storage of every kind: a folder,
// and a bucket of a real S3 server, versitygw (https://github.com/versity/versitygw)
// over a folder. The server is build/bin/versitygw, which scripts/setup.sh test
// makes, or the one on PATH.
package blobtest
