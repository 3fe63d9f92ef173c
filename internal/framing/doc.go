// Package framing makes the camera of a clip: what part of the source's picture
// it shows at each frame.
//
// One decode pass over the moment gives small pictures. Neighbouring pictures
// are compared to find the shots, by the scene score of ffmpeg's scdet filter and
// a rule of our own around it; a few a second are searched for faces with
// CenterFace (Xu et al., "CenterFace: Joint Face Detection and Alignment Using
// Face as Point", 2019), which are joined over time to traces. For each shot the
// camera then takes the face that is largest for longest and keeps it in the
// picture: still while the face stays within reach, else on an L1-optimal path
// (Grundmann, Kwatra, Essa, "Auto-Directed Video Stabilization with Robust L1
// Optimal Camera Paths", CVPR 2011). It cuts where the source cuts and never
// pans across. A shot without a face is shown whole.
//
// It does not hear: who of several people speaks is not known here. It renders
// nothing; package render applies the camera.
//
// Frames are counted on the constant-rate grid of [media.FrameAt]. All boxes are
// in source pixels after rotation, origin at the top left.
package framing
