import { rgb } from 'pdf-lib';

/** The colours of the project's forms: dark blue on white, with enough contrast to be photocopied. */
export const colours = {
  paper: rgb(1, 1, 1),
  ink: rgb(0.09, 0.11, 0.16),
  quiet: rgb(0.33, 0.36, 0.42),
  faint: rgb(0.45, 0.48, 0.54),
  accent: rgb(0.1, 0.22, 0.42),
  line: rgb(0.62, 0.67, 0.75),
  field: rgb(0.955, 0.968, 0.988),
  apart: rgb(0.955, 0.955, 0.95),
  notice: rgb(1, 0.955, 0.84),
  noticeMark: rgb(0.85, 0.55, 0.1),
  noticeText: rgb(0.4, 0.24, 0.02),
} as const;
