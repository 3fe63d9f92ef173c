package transcribe

// Version is raised when the same sound can come to other words, times or
// sentences than before, so that transcripts which were kept are not used.
const Version = 1
