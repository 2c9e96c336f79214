import type { ReactNode } from 'react'

/** Drawn for a 16 px square with a 1.5 px line; plain SVG, so an icon costs no client JavaScript. */
const shapes = {
  passed: <path d="M8 1.75a6.25 6.25 0 1 1 0 12.5 6.25 6.25 0 0 1 0-12.5ZM5 8.2l2.1 2.1L11 6.2" />,
  failed: <path d="M5.4 1.75h5.2l3.65 3.65v5.2l-3.65 3.65H5.4L1.75 10.6V5.4L5.4 1.75ZM6 6l4 4m0-4-4 4" />,
  unsure: (
    <path d="M8 1.6 14.4 8 8 14.4 1.6 8 8 1.6ZM6.6 6.7c.1-.8.7-1.2 1.4-1.2.8 0 1.4.5 1.4 1.2 0 .9-1.3 1-1.3 2M8.1 10.6v.2" />
  ),
  incomplete: <path d="M14.1 9.3a6.25 6.25 0 1 1-1.4-5.4M5 8.2l2.1 2.1L11 6.2" />,
  info: <path d="M8 1.75a6.25 6.25 0 1 1 0 12.5 6.25 6.25 0 0 1 0-12.5ZM8 7.4v3.5M8 5.1v.2" />,
  skipped: <path d="M8 1.75a6.25 6.25 0 1 1 0 12.5 6.25 6.25 0 0 1 0-12.5ZM5.4 8h5.2" />,
  pending: <path d="M8 1.75a6.25 6.25 0 1 1 0 12.5 6.25 6.25 0 0 1 0-12.5Z" strokeDasharray="2.2 2.71" />,
  ended: <path d="M8 1.75a6.25 6.25 0 1 1 0 12.5 6.25 6.25 0 0 1 0-12.5ZM3.6 12.4l8.8-8.8" />,
  locked: <path d="M3.25 7.25h9.5v6.5h-9.5zM5.25 7V5a2.75 2.75 0 0 1 5.5 0v2" />,
  unlocked: <path d="M3.25 7.25h9.5v6.5h-9.5zM5.25 7V4.5a2.75 2.75 0 0 1 5.3-1" />,
  chevron: <path d="m6 4 4 4-4 4" />,
  external: <path d="M9.5 2.75h3.75V6.5M13 3 7.5 8.5M11.25 9.5v3.75h-8.5v-8.5H6.5" />,
  copy: <path d="M5.75 5.75h7.5v7.5h-7.5zM10.25 5.5V2.75h-7.5v7.5H5.5" />,
  eye: (
    <path d="M1.5 8S4 3.75 8 3.75 14.5 8 14.5 8 12 12.25 8 12.25 1.5 8 1.5 8ZM8 6a2 2 0 1 1 0 4 2 2 0 0 1 0-4Z" />
  ),
  eyeOff: (
    <path d="M2.5 2.5l11 11M6.2 4a6 6 0 0 1 1.8-.25C12 3.75 14.5 8 14.5 8a11 11 0 0 1-1.9 2.3M10 11.9a6 6 0 0 1-2 .35C4 12.25 1.5 8 1.5 8a11 11 0 0 1 2.2-2.5" />
  ),
} satisfies Record<string, ReactNode>

export type IconName = keyof typeof shapes

export function Icon({ name, className = '' }: { name: IconName; className?: string }) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 16 16"
      width="16"
      height="16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      className={`shrink-0 ${className}`}
    >
      {shapes[name]}
    </svg>
  )
}
