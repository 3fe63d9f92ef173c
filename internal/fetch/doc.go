// Package fetch downloads sources over HTTP, from public addresses only, and
// goes on where an interrupted download ended. [Client.CheckURL] and
// [Client.Transport] keep other requests that users name the address of to the
// same rules.
//
// Every address that is connected to is checked in the dialer after name
// resolution, so a name that resolves to a private address, now or at a later
// redirect, gets no connection ([Client.AllowNetworks] lists exceptions). What is
// refused follows IANA's special-purpose address registries. Proxies from the
// environment are not used, because they would hide the address. URLs, and those
// that they redirect to, are held besides to the rules of [Client.CheckURL].
//
// While it runs, and after a failure or the end of the context, a download lies
// in dst.part, with its origin in dst.part.json; a later download of the same
// URL to the same dst resumes it with Range and If-Range (RFC 9110, 13.1.5 and
// 14.2) when the server gave a strong validator. A part that cannot be resumed
// is removed. dst itself is only ever a whole file.
//
// What the bytes hold is not decided here, only that they are not a page, a
// picture, a playlist or the like ([NotMedia]).
package fetch
