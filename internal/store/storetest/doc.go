// Package storetest gives tests empty databases: a SQLite file and a PostgreSQL
// database of a private server, which is started from Debian's package on first
// need, listens on a unix socket alone and ends with the test process, however
// that ends. It knows nothing of the schema.
package storetest
