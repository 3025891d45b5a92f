// Telephone calls to the desk, short ones: what a journey needs when the form is not what it is about.
import { TODAY } from './day.mjs';

/**
 * The answers for a call by a health visitor. Each child is `{ first, last, born }`; `received` is a day as "21 12 2026".
 */
export function healthVisitorRings(children, { received = TODAY, words = 'Very tired, and asks for help with bedtimes.' } = {}) {
    return {
        'How the request arrived': {
            'How did it arrive?': 'Telephone call', 'Day it was received': received, 'Time it was received': '9:50am',
            'Source of the request': 'Health visitor',
        },
        'What kind of record this is': {
            'Are you writing down their words?': 'My summary of what they said', 'How do they know?': 'They saw or heard it',
            'Is anybody in danger now?': 'No',
        },
        'Who is asking': { 'Who is asking?': 'Someone who works with the family' },
        'Giving their name': { 'Do they want to stay anonymous?': 'No: the family may know who asked' },
        'How to reach the person asking': { 'First name': 'Ann', 'Last name': 'Archer' },
        'Their work': { 'Job title': 'Health visitor', Organisation: 'Marlshire Community Health' },
        'What help is wanted': { 'What help is wanted?': ['Support for the family'] },
        'About the child': children.map(({ first, last, born }) => ({
            'First name': first, 'Last name': last, 'Has the child been born?': 'Yes', 'Date of birth': born,
            'Is the request about this child?': 'Yes',
        })),
        'Where the child lives': children.map(() => ({ 'Where does this child live?': 'I do not know' })),
        'Talking with the family': { 'Have the parents or carers been told about the request?': 'Yes' },
        'What they told you': { 'What did they tell you?': words },
        'What it is about': { 'Which of these are part of it?': ['Neglect'] },
    };
}

/** What a duty officer writes when such a call needs Early Help. */
export const SCREENED = {
    'Is every child safe right now?': 'Yes, safe for now',
    'What is happening?': 'Bedtimes are hard and their mother is worn out.',
    'So what does it mean for each child?': 'Both are tired at school.',
    'Now what needs to happen?': 'Somebody should visit this week.',
    'What do you recommend?': 'Early help',
    'Why do you recommend it?': 'Help now may be enough.',
};
