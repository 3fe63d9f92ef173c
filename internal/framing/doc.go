// Package framing makes the camera of a clip: what part of the source's picture
// it shows at each frame.
//
// One decode pass over the moment gives small pictures. Neighbouring pictures
// are compared to find the shots, by the scene score of ffmpeg's scdet filter and
// a rule of our own around it; a few a second are searched for faces with
// CenterFace (Xu et al., "CenterFace: Joint Face Detection and Alignment Using
// Face as Point", 2019), which are joined over time to traces. Between these
// looks the mouths are followed, 25 times a second: how much they move, and
// whether they move when the sound changes, tells who speaks; an active speaker
// model that the user added (LR-ASD) is asked instead. Where the transcript
// tells voices apart, those and the faces that go with them, here and in a few
// other parts of the recording, are tied, which helps where all mouths move. A
// Viterbi path divides each shot into stays on the speakers. A stay is filmed
// still while the face stays within reach, else on an L1-optimal path (Grundmann,
// Kwatra, Essa, "Auto-Directed Video Stabilization with Robust L1 Optimal Camera
// Paths", CVPR 2011). The camera cuts where the source cuts and where the speaker
// changes, and never pans across. Quick exchanges are split, recorded
// presentations keep their slides, and shots without a face or of a crowd are
// shown whole.
//
// It knows a face again in another shot only for the ties, by a coarse portrait,
// and follows nobody from shot to shot. It renders nothing; package render applies
// the camera.
//
// Frames are counted on the constant-rate grid of [media.FrameAt]. All boxes are
// in source pixels after rotation, origin at the top left.
package framing
