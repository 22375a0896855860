export { editExternally, type EditOutcome, type ExternalEdit } from './edit-externally.ts';
