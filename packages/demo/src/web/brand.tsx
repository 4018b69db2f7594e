/** The app's own tile and name. */
export function Brand() {
  return (
    <span className="brand">
      <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
        <rect width="24" height="24" rx="6" className="brand-tile" />
        <path d="M8 7h8M8 11h8M8 15h5" className="brand-lines" />
      </svg>
      Notes
    </span>
  )
}
