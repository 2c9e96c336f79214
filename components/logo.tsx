/** The head of an eagle, drawn for AQUILA. The same path stands in `app/icon.svg`. */
export function Logo() {
  return (
    <span className="inline-flex items-center gap-2.5 text-accent">
      <svg
        aria-hidden="true"
        viewBox="0 0 32 32"
        width="24"
        height="24"
        fill="currentColor"
        fillRule="evenodd"
      >
        <path d="M2.5 29.5V17C2.5 8.6 8.3 3 16.5 3h1.3C25 3 29.5 8.2 29.5 14.5c0 3.3-1 6.3-3.2 9.3-.1-4.7-2.5-7.3-6.6-7.3h-1.2c-3.3 0-5.5 2.2-5.5 5.5v1.5l-5.2 6V23ZM14.2 7.6l8 3.2c-.9 1.5-2.3 2.1-4 1.9-2.3-.3-3.8-2.1-4-5.1Z" />
      </svg>
      <span className="text-16 font-strong tracking-[0.16em] text-ink">AQUILA</span>
    </span>
  )
}
